// @ts-check

/**
 * Forms that ask the browser for a passkey. The browser reads the request and writes the answer by itself
 * (WebAuthn §5.1.8–10); one that is too old for that keeps the form as it stands without a script.
 * @param {Document} page
 */
export function start(page) {
  if (typeof PublicKeyCredential === 'undefined' || !PublicKeyCredential.parseCreationOptionsFromJSON) return
  for (const part of page.querySelectorAll('[data-passkey]')) {
    if (part instanceof HTMLElement) offer(part)
  }
}

/** @param {HTMLElement} part */
function offer(part) {
  const piece = (/** @type {string} */ name) => part.querySelector(`[data-passkey-${name}]`)
  const form = part.querySelector('form')
  const field = part.querySelector('[name=credential]')
  if (!form || !(field instanceof HTMLInputElement)) return
  const answer = field
  show('can', true)
  show('cannot', false)
  let isAsking = false
  form.addEventListener('submit', (event) => {
    if (answer.value !== '') return
    event.preventDefault()
    if (!isAsking) void ask()
  })
  // A page that comes back from the browser's memory asks again.
  window.addEventListener('pageshow', () => {
    answer.value = ''
  })

  async function ask() {
    isAsking = true
    show('failed', false)
    show('taken', false)
    try {
      answer.value = JSON.stringify(await credentialOf(part))
      // Later, since a form whose submission is still being prevented ignores the next one.
      setTimeout(() => form?.requestSubmit())
    } catch (error) {
      const isTaken = error instanceof DOMException && error.name === 'InvalidStateError' && piece('taken') !== null
      show(isTaken ? 'taken' : 'failed', true)
    } finally {
      isAsking = false
    }
  }

  /**
   * @param {string} name
   * @param {boolean} isShown
   */
  function show(name, isShown) {
    piece(name)?.toggleAttribute('hidden', !isShown)
  }
}

/**
 * @param {HTMLElement} part
 * @returns {Promise<Credential | null>} made or shown; it writes itself as JSON
 */
function credentialOf(part) {
  const options = JSON.parse(part.dataset['passkeyOptions'] ?? '')
  return part.dataset['passkey'] === 'create'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
}
