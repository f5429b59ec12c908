import { SendError } from './sender.ts'
import type { OpenTwilio } from './twilio-client.ts'

/** Signs in, and sees whether the number or service is there and can send SMS. Sends nothing. */
export async function checkSmsSender(
  open: OpenTwilio,
  from: { readonly phoneNumber: string } | { readonly messagingServiceSid: string },
): Promise<void> {
  const client = await checkAccount(open)
  if ('messagingServiceSid' in from) {
    const senders = await client.messaging.v1.services(from.messagingServiceSid).phoneNumbers.list({ limit: 1 })
    if (senders.length === 0) throw new SendError('misconfigured', 'Twilio: the messaging service has no phone number')
    return
  }
  const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: from.phoneNumber, limit: 1 })
  if (!number) throw new SendError('misconfigured', 'Twilio: the phone number does not belong to this account')
  if (!number.capabilities.sms) throw new SendError('misconfigured', 'Twilio: the phone number cannot send SMS')
}

/** Signs in, and sees whether WhatsApp has approved the template. Sends nothing. */
export async function checkWhatsappSender(open: OpenTwilio, contentSid: string): Promise<void> {
  const client = await checkAccount(open)
  const { whatsapp } = await client.content.v1.contents(contentSid).approvalFetch().fetch()
  const status: unknown = whatsapp?.['status']
  if (status !== 'approved') {
    throw new SendError('misconfigured', `Twilio: WhatsApp has not approved the template (${String(status)})`)
  }
}

async function checkAccount(open: OpenTwilio) {
  const client = await open()
  const { status } = await client.api.v2010.accounts(client.accountSid).fetch()
  if (status !== 'active') throw new SendError('misconfigured', `Twilio: the account is ${status}`)
  return client
}
