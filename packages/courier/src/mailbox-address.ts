import { domainToASCII } from 'node:url'

/** Who a mail is from: what stands before and in the angle brackets. */
export interface MailboxAddress {
  readonly name: string
  readonly address: string
}

// Nothing that ends a header line, a list or an SMTP command. The grammar proper is the caller's: this is the last guard.
const SAFE_ADDRESS = /^[^\s\p{C}<>()[\]\\,;:"@]+@[^\s\p{C}<>()[\]\\,;:"@]+$/u
// What the conversion to ASCII may give: some letters turn into brackets, which begin a comment in a header.
const ASCII_DOMAIN = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/
const LONGEST_ADDRESS = 254 // RFC 5321 §4.5.3.1.3, less the brackets

/**
 * Reads `address` or `Name <address>`, as a setting has it.
 * @returns undefined for anything that is neither, such as two addresses
 */
export function parseMailboxAddress(text: string): MailboxAddress | undefined {
  const match = /^(?<name>[^<>]*)<(?<address>[^<>]+)>$/.exec(text.trim())
  const name = unquoted(match?.groups?.['name']?.trim() ?? '')
  const address = wireAddress(match?.groups?.['address']?.trim() ?? text.trim())
  return address === undefined || hasControl(name) ? undefined : { name, address }
}

/**
 * An address as it goes over the wire: the domain in ASCII, the local part as it is.
 * @returns undefined for what must not stand in an envelope
 */
export function wireAddress(address: string): string | undefined {
  if (!SAFE_ADDRESS.test(address)) return undefined
  const at = address.lastIndexOf('@')
  const domain = domainToASCII(address.slice(at + 1))
  const wire = `${address.slice(0, at)}@${domain}`
  return ASCII_DOMAIN.test(domain) && wire.length <= LONGEST_ADDRESS ? wire : undefined
}

/** Whether a text holds what could end a header line. */
export function hasControl(text: string): boolean {
  return /[\p{Cc}\u2028\u2029]/u.test(text)
}

function unquoted(name: string): string {
  const inner = /^"(?<inner>.*)"$/s.exec(name)?.groups?.['inner']
  return inner === undefined ? name : inner.replaceAll(/\\(.)/gs, '$1')
}
