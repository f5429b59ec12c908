// @ts-check

/**
 * Countdowns that run: the clock is seen each second, but spoken only at the moments that the server chose and at the
 * end. A button that has to wait says so instead of being dead: it can be reached, and sends nothing until then.
 * @param {Document} page
 */
export function start(page) {
  for (const countdown of page.querySelectorAll('[data-countdown]')) {
    if (countdown instanceof HTMLElement) run(page, countdown)
  }
}

/**
 * @param {Document} page
 * @param {HTMLElement} countdown
 */
function run(page, countdown) {
  const part = (/** @type {string} */ name) => countdown.querySelector(`[data-countdown-${name}]`)
  const clock = part('clock')
  const voice = part('voice')
  const held = page.getElementById(countdown.dataset['countdownHolds'] ?? '')
  const moments = [...countdown.querySelectorAll('[data-countdown-moment]')]
    .map((moment) => ({
      seconds: Number(moment.getAttribute('data-countdown-moment')),
      textContent: moment.textContent,
    }))
    .sort((one, other) => other.seconds - one.seconds)
  // By the wall clock, which goes on while a phone sleeps.
  const endsAt = Date.now() + Number(countdown.dataset['countdown'])
  let lastSeconds = secondsUntil(endsAt)

  part('standing')?.toggleAttribute('hidden', true)
  part('running')?.toggleAttribute('hidden', false)
  hold(held, () => say(part('running')))
  const timer = setInterval(tick, 1000)
  tick()

  function tick() {
    const seconds = secondsUntil(endsAt)
    if (clock) clock.textContent = clockText(seconds)
    const due = moments.filter((moment) => moment.seconds >= seconds && moment.seconds < lastSeconds).at(-1)
    if (due && seconds > 0) say(due)
    lastSeconds = seconds
    if (seconds <= 0) end()
  }

  function end() {
    clearInterval(timer)
    const over = part('over')
    part('running')?.toggleAttribute('hidden', true)
    over?.toggleAttribute('hidden', false)
    say(over)
    held?.removeAttribute('aria-disabled')
  }

  /** @param {{ textContent: string | null } | null} words */
  function say(words) {
    if (voice) voice.textContent = words?.textContent ?? ''
  }
}

/**
 * Makes a button wait. Pressed too early it sends nothing, and the time that is left is spoken.
 * @param {HTMLElement | null} held
 * @param {() => void} sayWait
 */
function hold(held, sayWait) {
  held?.setAttribute('aria-disabled', 'true')
  held?.addEventListener('click', (event) => {
    if (held.getAttribute('aria-disabled') !== 'true') return
    event.preventDefault()
    sayWait()
  })
}

/** @param {number} endsAt */
function secondsUntil(endsAt) {
  return Math.max(0, Math.ceil((endsAt - Date.now()) / 1000))
}

/**
 * @param {number} seconds
 * @returns {string} minutes and seconds, such as 4:05
 */
export function clockText(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
