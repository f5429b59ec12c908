import type { Receipt } from './receipt.ts'
import { twilioFaultOf } from './twilio-fault.ts'
import { twilioSenderNames } from './twilio-senders.ts'

/** A request that says it is Twilio's. */
export interface TwilioCallback {
  /** Header `X-Twilio-Signature`. */
  readonly signature: string | undefined
  /** The address as Twilio was given it, with its query: scheme and host are those of the site, not of a proxy behind it. */
  readonly url: string
  /** The fields of the form, all of them: the signature is over each. */
  readonly fields: URLSearchParams
}

/**
 * What a callback says: a receipt, `forged` when the signature does not fit, `ignored` when Twilio sends news that are none
 * for us.
 */
export type TwilioNews = Receipt | 'forged' | 'ignored'

/**
 * Reads a status callback of Twilio. Its client checks the signature (HMAC-SHA1 over address and fields, compared in
 * constant time), with the port of the address and without.
 * @param authToken the account's token, by which Twilio signs
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export async function readTwilioReceipt(authToken: string, callback: TwilioCallback): Promise<TwilioNews> {
  const { signature, url, fields } = callback
  if (!signature) return 'forged'
  const { default: twilio } = await import('twilio')
  if (!twilio.validateRequest(authToken, signature, url, recordOf(fields))) return 'forged'
  return receiptOf(fields) ?? 'ignored'
}

/** A field that comes several times is a list: Twilio signs each of its values once. */
function recordOf(fields: URLSearchParams): Record<string, string | string[]> {
  const record: Record<string, string | string[]> = Object.create(null)
  for (const name of new Set(fields.keys())) {
    const [value = '', ...more] = fields.getAll(name)
    record[name] = more.length === 0 ? value : [value, ...more]
  }
  return record
}

/** Twilio's states of an outgoing message. `receiving` and `received` are of incoming ones, and no news for us. */
const statuses: ReadonlyMap<string, Receipt['status']> = new Map([
  ['accepted', 'sent'],
  ['scheduled', 'sent'],
  ['queued', 'sent'],
  ['sending', 'sent'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
])

const SID = /^(?:SM|MM)[0-9a-fA-F]{32}$/
const CODE = /^\d{1,6}$/

function receiptOf(fields: URLSearchParams): Receipt | undefined {
  const providerId = fields.get('MessageSid') ?? ''
  const word = fields.get('MessageStatus') ?? ''
  const status = statuses.get(word)
  if (!SID.test(providerId) || status === undefined) return undefined
  const sender = fields.get('To')?.startsWith('whatsapp:') ? twilioSenderNames.whatsapp : twilioSenderNames.sms
  const code = fields.get('ErrorCode') ?? ''
  if (!CODE.test(code) || code === '0') return { sender, providerId, status, word }
  const fault = twilioFaultOf(Number(code))
  const news = { sender, providerId, status, word: `${word} ${code}` }
  return status === 'failed' && fault ? { ...news, fault } : news
}
