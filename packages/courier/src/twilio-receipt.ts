import type { Receipt } from './receipt.ts'
import { twilioFaultOf } from './twilio-fault.ts'
import { twilioSenderNames } from './twilio-senders.ts'

/** A request that says it is Twilio's. */
export interface TwilioCallback {
  /** Header `X-Twilio-Signature`. */
  readonly signature: string | undefined
  /** The address as Twilio was given it, with its query: scheme and host are those of the site, not of a proxy behind it. */
  readonly url: string
  /** As it came: a form, whose fields are all signed, or JSON, whose hash stands in the signed address. */
  readonly body: string
}

/**
 * What a callback says: a receipt, `forged` when the signature does not fit, `ignored` when Twilio sends news that are none
 * for us.
 */
export type TwilioNews = Receipt | 'forged' | 'ignored'

/**
 * Reads a status callback of Twilio. Its client checks the signature (HMAC-SHA1 over address and fields, compared in
 * constant time), with the port of the address and without. Callbacks on messages are forms; where the address has a
 * `bodySHA256`, as Twilio adds it to what it posts as JSON, the signature is over the address alone, and the hash over the body.
 * @param authToken the account's token, by which Twilio signs
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export async function readTwilioReceipt(authToken: string, callback: TwilioCallback): Promise<TwilioNews> {
  const { signature, url, body } = callback
  if (!signature) return 'forged'
  const { default: twilio } = await import('twilio')
  if (new URL(url).searchParams.has('bodySHA256')) {
    if (!twilio.validateRequestWithBody(authToken, signature, url, body)) return 'forged'
    return receiptOf(fieldsOfJson(body)) ?? 'ignored'
  }
  const fields = new URLSearchParams(body)
  if (!twilio.validateRequest(authToken, signature, url, recordOf(fields))) return 'forged'
  return receiptOf(fields) ?? 'ignored'
}

/** The same names as in the form; what is neither text nor a number is no field of a receipt. */
function fieldsOfJson(body: string): URLSearchParams {
  const fields = new URLSearchParams()
  for (const [name, value] of Object.entries(parsedJson(body) ?? {})) {
    if (typeof value === 'string' || typeof value === 'number') fields.append(name, String(value))
  }
  return fields
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
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
