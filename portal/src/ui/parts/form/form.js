// @ts-check

/** Long enough for a slow line; then the person may try again, for the first try may be lost. */
const restMs = 8000

/**
 * A form is sent once, however often its button is pressed. The server holds to that as well; this spares the person
 * the second answer. A page that comes back from the browser's memory starts anew.
 * @param {Document} page
 */
export function start(page) {
  /** @type {Map<EventTarget, number>} */
  const sentAt = new Map()
  page.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) return
    const before = sentAt.get(form)
    if (before !== undefined && Date.now() - before < restMs) event.preventDefault()
    else sentAt.set(form, Date.now())
  })
  window.addEventListener('pageshow', () => sentAt.clear())
}
