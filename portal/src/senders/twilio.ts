import type { Sender } from '@kerbside/courier'
import { twilioSmsSender, twilioWhatsappSender } from '@kerbside/courier'
import type { Config } from '../config.ts'
import { paths } from '../paths.ts'

/** What the senders share: the account, where receipts go, what Twilio may keep. */
function accountOf(config: Config) {
  const { twilioAccountSid, twilioAuthToken, twilioApiUrl, twilioRedact, publicUrl } = config
  if (!twilioAccountSid || !twilioAuthToken)
    throw new TypeError('The rules of settings let Twilio pass without account.')
  return {
    accountSid: twilioAccountSid,
    authToken: twilioAuthToken,
    apiUrl: twilioApiUrl?.href,
    statusCallback: `${publicUrl.origin}${paths.hooks.twilio}`,
    ...(twilioRedact ? { redact: 'text and number' as const } : {}),
  }
}

export function twilioSms(config: Config): Sender {
  const { twilioPhoneNumber: phoneNumber, twilioMessagingServiceSid: messagingServiceSid } = config
  if (messagingServiceSid) return twilioSmsSender({ ...accountOf(config), from: { messagingServiceSid } })
  if (!phoneNumber) throw new TypeError('The rules of settings let Twilio pass without number.')
  return twilioSmsSender({ ...accountOf(config), from: { phoneNumber } })
}

/** None where WhatsApp is not on offer. */
export function twilioWhatsapp(config: Config): readonly Sender[] {
  const { twilioWhatsappNumber: phoneNumber, twilioContentSid: contentSid } = config
  if (!config.smsBackend.includes('twilio') || !phoneNumber || !contentSid) return []
  return [twilioWhatsappSender({ ...accountOf(config), phoneNumber, contentSid })]
}
