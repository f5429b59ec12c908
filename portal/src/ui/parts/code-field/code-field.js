// @ts-check

/** A pause after the last digit: whoever types a longer number (a pass has 12 digits) is not cut short. */
const pauseMs = 350

/**
 * Code fields that shorten the way: a code that is pasted with words around it is found, a code that comes by SMS is
 * offered by the browser, and with its last digit the form is sent. The server reads the same input without any of it.
 * @param {Document} page
 */
export function start(page) {
  for (const field of page.querySelectorAll('input[data-code-length]')) {
    if (field instanceof HTMLInputElement && field.form) watch(field, field.form)
  }
}

/**
 * @param {HTMLInputElement} field
 * @param {HTMLFormElement} form
 */
function watch(field, form) {
  const length = Number(field.dataset['codeLength'])
  let timer = 0
  field.addEventListener('input', () => {
    clearTimeout(timer)
    if (codeIn(field.value, length) !== undefined) timer = setTimeout(() => form.requestSubmit(), pauseMs)
  })
  field.addEventListener('paste', (event) => {
    const code = codeIn(event.clipboardData?.getData('text') ?? '', length)
    if (code === undefined) return
    event.preventDefault()
    fill(field, code)
  })
  form.addEventListener('submit', () => clearTimeout(timer))
  if (field.dataset['codeBySms'] !== undefined && 'OTPCredential' in window) listenForSms(field, form)
}

/**
 * Asks the browser for the code of an SMS whose last line names this site (WebOTP). It is given up when the form is
 * sent or the page is left; the browser asks the person first, and a refusal is nobody's fault.
 * @param {HTMLInputElement} field
 * @param {HTMLFormElement} form
 */
function listenForSms(field, form) {
  const giveUp = new AbortController()
  form.addEventListener('submit', () => giveUp.abort())
  window.addEventListener('pagehide', () => giveUp.abort())
  /** @type {CredentialRequestOptions & { otp: { transport: string[] } }} */
  const request = { otp: { transport: ['sms'] }, signal: giveUp.signal }
  navigator.credentials.get(request).then(
    (credential) => {
      if (credential && 'code' in credential && typeof credential.code === 'string') fill(field, credential.code)
    },
    () => undefined,
  )
}

/**
 * @param {HTMLInputElement} field
 * @param {string} code
 */
function fill(field, code) {
  field.value = code
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/**
 * The code in what was typed or pasted: the run of digits, perhaps parted by spaces or hyphens, that has the right
 * length. Digits of every script count. Undefined when there is none, or when two differ and either could be meant.
 * @param {string} text
 * @param {number} length
 * @returns {string | undefined}
 */
export function codeIn(text, length) {
  const runs = latinDigits(text).match(/\d(?:[ \u00a0\u2009\u202f-]?\d)*/g) ?? []
  const codes = new Set(runs.map((run) => run.replace(/\D/g, '')).filter((digits) => digits.length === length))
  return codes.size === 1 ? [...codes][0] : undefined
}

/**
 * Digits of any script as 0 to 9. Unicode lays the ten digits of a script in a row, so the distance to the nearest
 * character before them that is no digit tells the value.
 * @param {string} text
 */
export function latinDigits(text) {
  return text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) ?? 0
    let zero = point
    while (point - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
    return String(point - zero)
  })
}
