import { createHmac, timingSafeEqual } from 'node:crypto'

/** The three headers of a signed webhook. */
export interface WebhookHeaders {
  /** Names the message, the same at each attempt: whoever gets it twice knows it. */
  readonly 'webhook-id': string
  /** When it was signed, seconds since 1970. */
  readonly 'webhook-timestamp': string
  /** `v1,` and the signature in Base64; several between spaces while a key changes. */
  readonly 'webhook-signature': string
}

/** How far the clocks of two machines may differ, and how old a signature may be: five minutes. */
const WINDOW_MS = 5 * 60_000

/**
 * Signs a body by the convention of Standard Webhooks: HMAC-SHA-256 over id, time and body.
 * @param secret any text, or `whsec_` and the key in Base64
 * @param at epoch milliseconds
 * @see https://www.standardwebhooks.com/
 */
export function signWebhook(secret: string, id: string, at: number, body: string): WebhookHeaders {
  const timestamp = String(Math.floor(at / 1000))
  const signature = macOf(secret, id, timestamp, Buffer.from(body)).toString('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}

/** True when one of the signatures fits and is of these minutes. Takes the same time whatever is wrong with a signature. */
export function isSignedWebhook(
  secret: string,
  headers: { readonly [Name in keyof WebhookHeaders]: string | undefined },
  body: Uint8Array,
  now: number,
): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers
  if (!id || !signatures || !timestamp || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now - Number(timestamp) * 1000) > WINDOW_MS) return false
  const expected = macOf(secret, id, timestamp, body)
  return signatures.split(' ', MOST_SIGNATURES).some((entry) => fits(entry, expected))
}

const MOST_SIGNATURES = 8

function fits(entry: string, expected: Buffer): boolean {
  const [, encoded] = /^v1,([A-Za-z0-9+/]{43}=)$/.exec(entry) ?? []
  return encoded !== undefined && timingSafeEqual(Buffer.from(encoded, 'base64'), expected)
}

function macOf(secret: string, id: string, timestamp: string, body: Uint8Array): Buffer {
  return createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest()
}

const keyOf = (secret: string): Buffer =>
  secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret)
