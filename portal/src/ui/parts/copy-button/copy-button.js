// @ts-check

/** How long the button says that it has copied. */
const praiseMs = 2500

/**
 * Copy buttons, shown only where the browser lets a page copy.
 * @param {Document} page
 */
export function start(page) {
  if (!navigator.clipboard) return
  for (const button of page.querySelectorAll('button[data-copy]')) {
    if (button instanceof HTMLButtonElement) offer(button)
  }
}

/** @param {HTMLButtonElement} button */
function offer(button) {
  const label = button.querySelector('[data-copy-label]')
  const ask = label?.textContent ?? ''
  label?.setAttribute('role', 'status')
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset['copy'] ?? '')
    if (!label) return
    label.textContent = button.dataset['copied'] ?? ask
    setTimeout(() => {
      label.textContent = ask
    }, praiseMs)
  })
}
