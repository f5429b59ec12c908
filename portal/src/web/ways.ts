import type { Config } from '../config.ts'

/** The ways in which messages can travel here, apart from mail. */
export interface Ways {
  readonly phone: boolean
  readonly whatsapp: boolean
}

/** Without a backend for SMS nothing reaches a phone; WhatsApp comes by Twilio alone, and needs a number of its own there. */
export function waysOf(config: Pick<Config, 'smsBackend' | 'twilioWhatsappNumber'>): Ways {
  const phone = config.smsBackend.length > 0
  const whatsapp = config.smsBackend.includes('twilio') && config.twilioWhatsappNumber !== undefined
  return { phone, whatsapp }
}
