import type { RequestOptions } from '../api.ts'
import type { ParsedToken } from '../codes/tokens.ts'
import { parseToken } from '../codes/tokens.ts'
import type { Channel, Contact, ContactFault, ContactReading } from '../contacts/contact.ts'
import { readContact } from '../contacts/contact.ts'
import type { Policy } from '../policy.ts'
import { readExpiry, readMinLength } from '../policy.ts'
import type { Refused } from '../results.ts'
import { readCaller } from './caller.ts'

/** What a code is for, where nobody says otherwise. */
export const PURPOSE = 'sign-in'

/** A browser holds the tokens of this many contacts. */
const MOST_DEVICES = 5

/** A request, read and ready for its step. */
export interface RequestWish {
  readonly success: true
  readonly channel: Channel
  readonly contact: Contact
  /** Where the record has it; null makes a decoy. */
  readonly recipient: string | null
  readonly name: string | null
  readonly locale: string
  readonly purpose: string
  /** The flow that the asking browser holds. */
  readonly current: { readonly token: string; readonly parsed: ParsedToken } | undefined
  /** The devices that the browser says it is: at most one of them is this contact's. */
  readonly devices: readonly ParsedToken[]
  /** A string that the calling program holds for this browser alone. */
  readonly caller: string | undefined
  readonly client: string | undefined
  readonly expiryMs: number
  readonly minLength: number
}

/**
 * Reads what a request asks for. A broken token counts as none: cookies come from outside.
 * @throws RangeError or TypeError for what only the calling program can have got wrong
 */
export function readWish(policy: Policy, asked: RequestOptions): RequestWish | Refused<ContactFault> {
  const read = contactOf(asked.channel, asked.contact, policy.defaultRegion)
  if (!read.success) return read
  const { contact } = read
  if (contact.otpType !== (asked.channel === 'email' ? 'email' : 'phone')) {
    throw new TypeError(`A code for ${contact.otpType} does not travel by ${asked.channel}.`)
  }
  return {
    success: true,
    channel: asked.channel,
    contact,
    recipient: asked.recipient === undefined ? contact.canonical : asked.recipient,
    name: asked.name ?? null,
    locale: asked.locale ?? 'en',
    purpose: asked.purpose ?? PURPOSE,
    current: currentOf(asked.current),
    devices: [asked.recognisedBy ?? []]
      .flat()
      .slice(0, MOST_DEVICES)
      .flatMap((token) => parseToken(token) ?? []),
    caller: asked.caller === undefined ? undefined : readCaller(asked.caller),
    client: asked.client,
    expiryMs: readExpiry(policy, asked.expiryMinutes),
    minLength: readMinLength(policy, asked.minLength),
  }
}

/** A contact as it was typed, or one that was read before. */
export const contactOf = (
  channel: Channel,
  contact: string | Contact,
  defaultRegion: string | undefined,
): ContactReading =>
  typeof contact === 'string' ? readContact(channel, contact, defaultRegion) : { success: true, contact }

function currentOf(token: string | undefined): RequestWish['current'] {
  const parsed = token === undefined ? undefined : parseToken(token)
  return token !== undefined && parsed ? { token, parsed } : undefined
}
