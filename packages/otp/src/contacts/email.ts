import { domainToASCII } from 'node:url'
import type { ContactFault, ContactReading } from './contact.ts'

// RFC 5321 §4.5.3.1: 64 octets before the @, 254 for what an envelope can carry.
const LONGEST_LOCAL = 64
const LONGEST_ADDRESS = 254
const LONGEST_LABEL = 63
// Room for what is forgiven around an address.
const LONGEST_TYPED = 1000

// Atoms of RFC 5322 §3.2.3, with the letters, marks and digits of every script (RFC 6531). Quoted local parts, comments and
// domain literals are left out: nobody has one, and each is a way to smuggle something.
const ATOM = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+"
const LOCAL = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`, 'u')
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/
// The ends of the internet's names: letters, or the ASCII form of other letters (RFC 3696 §2).
const TOP = /^(?:[a-z]{2,63}|xn--[a-z0-9-]+)$/
// What copied text leaves in an address without anybody seeing it: soft hyphens, zero-width spaces, marks of direction. Joiners
// stay, and are refused: in a domain they make another one.
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g
const AROUND = /^(?:mailto:)?<?([^<>]*)>?$/i

const refused = (reason: ContactFault): ContactReading => ({ success: false, reason })
const octets = (text: string): number => Buffer.byteLength(text)

/**
 * Reads an e-mail address. The canonical form is NFC, case-folded as a whole, with its domain in ASCII (IDNA, UTS #46):
 * by it customers are looked up and limits are counted. Dots and tags of single providers are kept: to fold them would join
 * strangers. Mail goes to the address as the record has it.
 */
export function readEmail(typed: string): ContactReading {
  if (typed.length > LONGEST_TYPED) return refused('email_too_long')
  const bare = typed.normalize('NFC').replace(INVISIBLE, '').trim()
  const address = (AROUND.exec(bare)?.[1] ?? bare).replace('＠', '@').trim()
  if (address === '') return refused('email_missing')
  const at = address.lastIndexOf('@')
  if (at < 0 || address.indexOf('@') !== at) return refused('email_at')
  const local = address.slice(0, at)
  if (!LOCAL.test(local)) return refused('email_name')
  const domain = readDomain(address.slice(at + 1))
  if (!domain) return refused('email_domain')
  const canonical = `${local.toLowerCase().normalize('NFC')}@${domain}`
  if (octets(canonical.slice(0, canonical.lastIndexOf('@'))) > LONGEST_LOCAL || octets(canonical) > LONGEST_ADDRESS) {
    return refused('email_too_long')
  }
  return { success: true, contact: { otpType: 'email', canonical, typed: address } }
}

/** The domain in ASCII, or undefined when mail cannot go there by DNS. */
function readDomain(typed: string): string | undefined {
  // domainToASCII reads what a browser would, percent signs and ports included; only letters, digits, dots and hyphens pass.
  if (!/^[\p{L}\p{M}\p{N}.。．-]+$/u.test(typed)) return undefined
  const domain = domainToASCII(typed)
  const labels = domain.split('.')
  if (labels.length < 2 || !TOP.test(labels.at(-1) ?? '')) return undefined
  return labels.every((label) => label.length <= LONGEST_LABEL && LABEL.test(label)) ? domain : undefined
}
