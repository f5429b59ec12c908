import type { Rendered } from './message.ts'
import { networkFault } from './network-fault.ts'
import { retryAfterMs } from './retry-after.ts'
import type { Accepted, Envelope, Sender } from './sender.ts'
import { SendError } from './sender.ts'
import { readWebhookAnswer, webhookFault } from './webhook-answer.ts'
import { signWebhook } from './webhook-signature.ts'

export interface WebhookSenderOptions {
  /** Where messages are posted: a gateway of yours. */
  readonly url: string
  /** The key that signs them, and by which receipts come back; see `signWebhook`. */
  readonly secret: string
  /** Whom mail comes from: an address, or `Name <address>`. */
  readonly from?: string
  /** Default `webhook`. */
  readonly name?: string
}

/** What is posted. Fields that a message does not have are left out. */
export interface WebhookMessage {
  /** The same at each attempt, and in the header `webhook-id`. */
  readonly id: string
  /** A WhatsApp message that comes here is to go by SMS. */
  readonly channel: 'email' | 'sms'
  readonly to: string
  readonly from?: string
  readonly subject?: string
  readonly text: string
  readonly html?: string
  readonly locale: string
  /** ISO 8601. From this instant on the text is worth nothing: it is not to be sent any more. */
  readonly notAfter: string
}

const ANSWERS_WITHIN_MS = 8_000

/**
 * Posts each message as signed JSON to a gateway of your own: a modem, a local provider, anything that speaks HTTP.
 *
 * 2xx means that it has the message (`{"id": "…"}` may name it for receipts); 408, 409, 425, 429 and 5xx mean later; any
 * other 4xx that it never takes this message, and with `{"fault": "undeliverable"}` that nobody will. 401, 403, 404, 405 and
 * 410 are about the gateway and not about a message. Redirects are not followed.
 * @example
 * webhookSender({ url: 'https://gateway.example.org/messages', secret: 'a text of 24 characters or more' })
 */
export function webhookSender({ url, secret, from, name = 'webhook' }: WebhookSenderOptions): Sender {
  return {
    name,
    async send(rendered, envelope, signal): Promise<Accepted> {
      const body = JSON.stringify(messageOf(rendered, envelope, from))
      const id = String(envelope.id)
      const answer = await post(url, body, signWebhook(secret, id, envelope.at, body), signal)
      const said = await readWebhookAnswer(answer)
      if (answer.ok) return { providerId: said.id ?? id }
      const retryAfter = retryAfterMs(answer.headers.get('retry-after'), envelope.at)
      throw new SendError(webhookFault(answer.status, said), `webhook: HTTP ${answer.status}`, {
        retryAfterMs: retryAfter,
      })
    },
    async verify() {
      await reach(url)
    },
    async close() {},
  }
}

function messageOf(
  { subject, text, html, goodUntil }: Rendered,
  envelope: Envelope,
  from: string | undefined,
): WebhookMessage {
  const { id, to, locale, notAfter } = envelope
  const shared = { id: String(id), to, text, locale, notAfter: instant(Math.min(goodUntil ?? notAfter, notAfter)) }
  if (envelope.channel !== 'email') return { ...shared, channel: 'sms' }
  return { ...shared, channel: 'email', ...(from && { from }), ...(subject && { subject }), ...(html && { html }) }
}

const instant = (at: number): string => new Date(at).toISOString()

async function post(url: string, body: string, signed: object, signal: AbortSignal): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...signed }
  const within = AbortSignal.any([signal, AbortSignal.timeout(ANSWERS_WITHIN_MS)])
  try {
    return await fetch(url, { method: 'POST', body, headers, redirect: 'manual', signal: within })
  } catch (error) {
    throw networkFault('webhook', error)
  }
}

/** Looks whether somebody answers there, whatever it says to a question that it may not know. Sends no message. */
async function reach(url: string): Promise<void> {
  const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS)
  try {
    const { status, body } = await fetch(url, { method: 'HEAD', redirect: 'manual', signal })
    await body?.cancel()
    if (status >= 500) throw new SendError('temporary', `webhook: HTTP ${status}`)
  } catch (error) {
    throw networkFault('webhook', error)
  }
}
