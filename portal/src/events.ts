import type { CourierEvent } from '@kerbside/courier'
import { channels, courierEventNames } from '@kerbside/courier'
import type { OtpEvent } from '@kerbside/otp'
import { otpEventNames } from '@kerbside/otp'
import { Counter } from 'prom-client'
import type { Logger } from './web/log.ts'
import type { Metrics } from './web/metrics.ts'

const NO_CHANNEL = 'none'

/** Counts and logs what the engine and the courier tell. Neither tells codes, addresses or texts. */
export function createListeners(log: Logger, { registry }: Metrics) {
  const otpEvents = new Counter({
    name: 'kerbside_otp_events_total',
    help: 'What happened to sign-ins, by event and channel.',
    labelNames: ['event', 'channel'],
    registers: [registry],
  })
  const messageEvents = new Counter({
    name: 'kerbside_message_events_total',
    help: 'What happened to messages, by event and channel.',
    labelNames: ['event', 'channel'],
    registers: [registry],
  })
  for (const channel of [...channels, NO_CHANNEL]) {
    for (const event of otpEventNames) otpEvents.inc({ event, channel }, 0)
    for (const event of courierEventNames) messageEvents.inc({ event, channel }, 0)
  }
  return {
    onOtpEvent(event: OtpEvent): void {
      otpEvents.inc({ event: event.name, channel: event.channel ?? NO_CHANNEL })
      log[event.name === 'otp_texts_paused' ? 'warn' : 'info'](event, event.name)
    },
    onCourierEvent(event: CourierEvent): void {
      const channel = 'message' in event ? event.message.channel : NO_CHANNEL
      messageEvents.inc({ event: event.event, channel })
      if (event.event === 'store_failed') log.error({ err: event.error }, event.event)
      else log[troubles.has(event.event) ? 'warn' : 'info'](event, event.event)
    },
  }
}

const troubles: ReadonlySet<CourierEvent['event']> = new Set([
  'message_failed',
  'sender_failed',
  'circuit_opened',
  'lease_lost',
])
