// @ts-check

/**
 * Messages whose way is told as it goes on. Without this script the page shows the state that it was made in.
 * @param {Document} page
 */
export function start(page) {
  for (const delivery of page.querySelectorAll('[data-delivery]')) {
    if (delivery instanceof HTMLElement) listen(page, delivery)
  }
}

/**
 * @param {Document} page
 * @param {HTMLElement} delivery
 */
function listen(page, delivery) {
  const stream = new EventSource(delivery.dataset['delivery'] ?? '')
  const close = () => stream.close()
  stream.addEventListener('state', ({ data }) => show(page, delivery, String(data)))
  stream.addEventListener('end', close)
  stream.addEventListener('error', () => {
    // The browser asks again by itself when the line broke; when it gives up, the button helps.
    if (stream.readyState === stream.CLOSED) page.querySelector('.delivery-again')?.toggleAttribute('data-needed', true)
  })
  window.addEventListener('pagehide', close)
}

/**
 * @param {Document} page
 * @param {HTMLElement} delivery
 * @param {string} name
 */
function show(page, delivery, name) {
  const state = delivery.querySelector(`[data-delivery-state="${CSS.escape(name)}"]`)
  const words = delivery.querySelector('[data-delivery-words]')
  if (!(state instanceof HTMLElement) || !words) return
  const passed = Number(state.dataset['deliveryPassed'])
  const isLost = state.dataset['lost'] !== undefined
  for (const [index, stage] of [...delivery.querySelectorAll('.delivery-stage')].entries()) {
    stage.toggleAttribute('data-passed', index < passed)
  }
  delivery.toggleAttribute('data-delivery-lost', isLost)
  // Written only when it changes, or a screen reader says it twice.
  if (words.textContent !== state.textContent) words.textContent = state.textContent
  const ways = page.getElementById(delivery.dataset['deliveryWays'] ?? '')
  if (isLost && ways instanceof HTMLDetailsElement) ways.open = true
}
