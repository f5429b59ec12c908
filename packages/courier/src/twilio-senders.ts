import type { MessageListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/message.js'
import type { Clock } from './clock.ts'
import { systemClock } from './clock.ts'
import type { Rendered } from './message.ts'
import type { Accepted, Envelope, Sender } from './sender.ts'
import { SendError } from './sender.ts'
import { checkSmsSender, checkWhatsappSender } from './twilio-checks.ts'
import type { OpenTwilio, TwilioAccount } from './twilio-client.ts'
import { twilioClient } from './twilio-client.ts'

export interface TwilioSenderOptions extends TwilioAccount {
  /** Where Twilio posts what becomes of a message; see `readTwilioReceipt`. An `https://` address that Twilio reaches. */
  readonly statusCallback: string
  /**
   * Asks Twilio to keep neither the text nor the whole number after sending. The account must have Message Redaction, or
   * Twilio refuses the message (error 30029).
   */
  readonly redact?: 'text and number' | undefined
  /** Default: the machine's. Reads a `Retry-After` that is a date. */
  readonly clock?: Clock
}

/** SMS come from a number, or from the pool of a messaging service. */
export interface TwilioSmsOptions extends TwilioSenderOptions {
  readonly from: { readonly phoneNumber: string } | { readonly messagingServiceSid: string }
}

export interface TwilioWhatsappOptions extends TwilioSenderOptions {
  /** In E.164, registered as a WhatsApp sender. */
  readonly phoneNumber: string
  /** The approved template (`HX…`) that `Rendered.template` fills. */
  readonly contentSid: string
}

/** The names of the senders, as the outbox and receipts have them. */
export const twilioSenderNames = { sms: 'twilio', whatsapp: 'twilio-whatsapp' } as const

/**
 * Sends SMS by Twilio, with the official client (the package `twilio`, which you install).
 *
 * Twilio has no key of repetition: where its answer was lost on the way, the next attempt may bring a message twice.
 * @example
 * twilioSmsSender({
 *   accountSid: 'AC…', authToken: '…', from: { phoneNumber: '+14155550100' },
 *   statusCallback: 'https://example.org/hooks/twilio/',
 * })
 */
export function twilioSmsSender(options: TwilioSmsOptions): Sender {
  const { from } = options
  const sender = 'phoneNumber' in from ? { from: from.phoneNumber } : { messagingServiceSid: from.messagingServiceSid }
  return senderOf(options, {
    name: twilioSenderNames.sms,
    compose: ({ text }, { to }) => ({ ...sender, to, body: text }),
    check: (open) => checkSmsSender(open, from),
  })
}

/**
 * Sends by WhatsApp with Twilio. WhatsApp takes nothing but an approved template from a business that the person has not
 * just written to, so a message without `template` is rejected and left to the next sender, one of SMS.
 * @example
 * twilioWhatsappSender({
 *   accountSid: 'AC…', authToken: '…', phoneNumber: '+14155550100', contentSid: 'HX…',
 *   statusCallback: 'https://example.org/hooks/twilio/',
 * })
 */
export function twilioWhatsappSender(options: TwilioWhatsappOptions): Sender {
  const { phoneNumber, contentSid } = options
  return senderOf(options, {
    name: twilioSenderNames.whatsapp,
    compose({ template }, { to }) {
      if (!template) throw new SendError('rejected', 'no WhatsApp template for this message')
      const contentVariables = JSON.stringify(template.variables)
      return { from: `whatsapp:${phoneNumber}`, to: `whatsapp:${to}`, contentSid, contentVariables }
    },
    check: (open) => checkWhatsappSender(open, contentSid),
  })
}

interface Way {
  readonly name: string
  /** From whom, to whom, and what. */
  compose(rendered: Rendered, envelope: Envelope): MessageListInstanceCreateOptions
  check(open: OpenTwilio): Promise<void>
}

function senderOf(options: TwilioSenderOptions, { name, compose, check }: Way): Sender {
  const { statusCallback, redact, clock = systemClock } = options
  const open = twilioClient(options, () => clock.now())
  const kept = redact ? ({ contentRetention: 'discard', addressRetention: 'obfuscate' } as const) : {}
  return {
    name,
    async send(rendered, envelope): Promise<Accepted> {
      const message = compose(rendered, envelope)
      const validityPeriod = validitySeconds(rendered, envelope)
      const client = await open()
      const { sid } = await client.messages.create({
        ...message,
        statusCallback,
        validityPeriod,
        provideFeedback: true,
        ...kept,
      })
      return { providerId: sid }
    },
    async confirmUse(providerId) {
      const client = await open()
      await client.messages(providerId).feedback.create({ outcome: 'confirmed' })
    },
    warm() {
      open().catch(() => {}) // the first message will say why
    },
    verify: () => check(open),
    async close() {}, // idle connections of Node's agents hold no process
  }
}

// What Twilio takes as ValidityPeriod, seconds.
const LEAST_VALIDITY = 1
const MOST_VALIDITY = 36_000

/**
 * How long Twilio may keep the text in its queue: no longer than it is worth something, so rounded down.
 * @throws SendError when less than a second is left; the next attempt may have another text
 */
function validitySeconds({ goodUntil }: Rendered, { at, notAfter }: Envelope): number {
  const seconds = Math.floor((Math.min(goodUntil ?? notAfter, notAfter) - at) / 1000)
  if (seconds < LEAST_VALIDITY)
    throw new SendError('temporary', 'less than a second of its time is left', { about: 'message' })
  return Math.min(seconds, MOST_VALIDITY)
}
