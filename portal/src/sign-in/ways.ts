import type { Config } from '../config.ts'

/** The ways in which a code can travel here. */
export interface Ways {
  readonly phone: boolean
  readonly whatsapp: boolean
}

/** Without a backend for SMS there is no sign-in by phone; WhatsApp comes by Twilio alone, and needs a number of its own there. */
export function waysOf(config: Pick<Config, 'smsBackend' | 'twilioWhatsappNumber'>): Ways {
  const phone = config.smsBackend.length > 0
  const whatsapp = config.smsBackend.includes('twilio') && config.twilioWhatsappNumber !== undefined
  return { phone, whatsapp }
}
