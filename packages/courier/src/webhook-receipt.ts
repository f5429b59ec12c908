import type { Receipt } from './receipt.ts'
import type { SendFault } from './sender.ts'
import type { WebhookHeaders } from './webhook-signature.ts'
import { isSignedWebhook } from './webhook-signature.ts'

/** A request that says it comes from the gateway. */
export interface WebhookCallback {
  readonly headers: { readonly [Name in keyof WebhookHeaders]: string | undefined }
  readonly body: Uint8Array
  /** Epoch milliseconds. */
  readonly now: number
}

/** A receipt, or why it is none: `forged` when no signature fits or it is too old, `malformed` when it says nothing that we know. */
export type WebhookNews = Receipt | 'forged' | 'malformed'

/**
 * Reads what a gateway tells of a message: `{"id": "…", "status": "sent" | "delivered" | "failed"}`, with `fault` (one of
 * {@link SendFault}) and `word` (a short word for staff) where it has them. `id` is the one that it answered with, or ours.
 * It is signed as our messages are, with the same key.
 */
export function readWebhookReceipt(secret: string, callback: WebhookCallback, sender = 'webhook'): WebhookNews {
  const { headers, body, now } = callback
  if (!isSignedWebhook(secret, headers, body, now)) return 'forged'
  const said = parse(body)
  const of = (key: string): unknown => (typeof said === 'object' && said !== null ? Reflect.get(said, key) : undefined)
  const [providerId, status, fault] = [of('id'), of('status'), of('fault')]
  if (typeof providerId !== 'string' || providerId === '' || providerId.length > LONGEST_ID) return 'malformed'
  if (!isStatus(status)) return 'malformed'
  const word = wordOf(of('word')) ?? status
  return { sender, providerId, status, word, ...(status === 'failed' && isFault(fault) ? { fault } : {}) }
}

const LONGEST_ID = 200
const statuses: readonly unknown[] = ['sent', 'delivered', 'failed'] satisfies Receipt['status'][]
const faults: readonly unknown[] = ['temporary', 'misconfigured', 'rejected', 'undeliverable'] satisfies SendFault[]
const isStatus = (word: unknown): word is Receipt['status'] => statuses.includes(word)
const isFault = (word: unknown): word is SendFault => faults.includes(word)

/** A word or a code: what could be an address or a text is not kept. */
const wordOf = (word: unknown): string | undefined =>
  typeof word === 'string' && /^[A-Za-z][\w .-]{0,39}$/.test(word) ? word : undefined

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}
