// @ts-check

/**
 * Disclosures that open by themselves after a while, once; one that the person has opened meanwhile stays as it is.
 * @param {Document} page
 */
export function start(page) {
  for (const late of page.querySelectorAll('[data-unfold-in]')) {
    if (late instanceof HTMLElement) setTimeout(() => unfold(late), Number(late.dataset['unfoldIn']))
  }
}

/** @param {HTMLElement} late */
function unfold(late) {
  const details = late.querySelector('details')
  const voice = late.querySelector('[data-unfold-voice]')
  if (!details || details.open) return
  details.open = true
  if (voice) voice.textContent = late.querySelector('[data-unfold-words]')?.textContent ?? ''
}
