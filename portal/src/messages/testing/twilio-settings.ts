import type { TwilioStandIn } from '../../../../tools/testing/twilio-stand-in.ts'
import type { Environment } from '../../config.ts'

/** The settings of a portal that sends SMS by the stand-in. */
export const twilioSettings = (twilio: TwilioStandIn): Environment => ({
  SMS_BACKEND: 'twilio',
  TWILIO_ACCOUNT_SID: twilio.accountSid,
  TWILIO_AUTH_TOKEN: twilio.authToken,
  TWILIO_PHONE_NUMBER: twilio.phoneNumber,
  TWILIO_API_URL: twilio.url,
})

/** The same, with WhatsApp on offer. */
export const whatsappSettings = (twilio: TwilioStandIn): Environment => ({
  ...twilioSettings(twilio),
  TWILIO_WHATSAPP_NUMBER: twilio.whatsappNumber,
  TWILIO_CONTENT_SID: twilio.contentSid,
})
