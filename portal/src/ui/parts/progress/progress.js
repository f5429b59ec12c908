// @ts-check

/**
 * Bars that move as something goes on. Without this script the page shows how far it was when it was made.
 * @param {Document} page
 */
export function start(page) {
  for (const progress of page.querySelectorAll('[data-progress]')) {
    if (progress instanceof HTMLElement) follow(progress)
  }
}

/** @param {HTMLElement} progress */
function follow(progress) {
  const stream = new EventSource(progress.dataset['progress'] ?? '')
  const close = () => stream.close()
  stream.addEventListener('progress', ({ data }) => move(progress, String(data)))
  stream.addEventListener('end', () => {
    close()
    location.reload()
  })
  stream.addEventListener('error', () => {
    // The browser asks again by itself when the line broke; when it gives up, the link helps.
    if (stream.readyState === stream.CLOSED) {
      progress.querySelector('.progress-again')?.toggleAttribute('data-needed', true)
    }
  })
  window.addEventListener('pagehide', close)
}

/**
 * @param {HTMLElement} progress
 * @param {string} told
 */
function move(progress, told) {
  const { percent, words } = JSON.parse(told)
  const bar = progress.querySelector('progress')
  const place = progress.querySelector('[data-progress-words]')
  if (bar) bar.value = Number(percent)
  if (place) place.textContent = String(words)
}
