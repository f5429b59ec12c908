import type { Sender, SendFault } from '@kerbside/courier'
import { SendError } from '@kerbside/courier'
import { isThisMachine } from '../../config/this-machine.ts'
import type { Config } from '../../config.ts'
import { createSenders } from '../../senders.ts'
import type { Check } from './check.ts'
import { note, ok } from './check.ts'

/** Signs in to whoever brings messages, and sends nothing. */
export function senderChecks(config: Config): readonly Check[] {
  const { email, sms, whatsapp } = createSenders(config, () => {})
  return [
    ...email.map(signInTo('mail')),
    ...(sms.length > 0 ? sms.map(signInTo('SMS')) : [noPhones]),
    ...whatsapp.filter((sender) => !sms.includes(sender)).map(signInTo('WhatsApp')),
    ...(config.smsBackend.includes('twilio') ? [receipts(config)] : []),
  ]
}

const noPhones: Check = { name: 'SMS', run: async () => ok('no SMS_BACKEND, so nobody signs in by phone') }

/** Twilio refuses to send with an address for receipts that no name server knows. */
const receipts = ({ publicUrl }: Config): Check => ({
  name: 'receipts of Twilio',
  run: async () =>
    isThisMachine(publicUrl.hostname)
      ? note(
          `Twilio cannot reach ${publicUrl.origin} and refuses to send: PUBLIC_URL must be an address of the internet`,
        )
      : ok(`they are to come to ${publicUrl.origin}`),
})

const signInTo =
  (channel: string) =>
  (sender: Sender): Check => ({
    name: `${channel} by ${sender.name}`,
    async run() {
      try {
        await sender.verify?.()
      } catch (error) {
        throw error instanceof SendError ? new Error(explained(sender, error), { cause: error }) : error
      } finally {
        await sender.close()
      }
      return ok(remarks[sender.name] ?? 'signed in')
    },
  })

const remarks: Readonly<Record<string, string>> = {
  console: 'codes are shown where the portal runs, and sent to nobody',
  file: 'codes are written to MESSAGE_FILE, and sent to nobody',
  twilio: 'signed in, and the number can send SMS',
  'twilio-whatsapp': 'signed in, and WhatsApp has approved the template',
  webhook: 'somebody answers at WEBHOOK_URL',
}

const explained = ({ name }: Sender, { detail, fault }: SendError): string =>
  `${detail}. ${adviceByDetail(detail) ?? adviceOf(name, fault)}`

/** What the operating system or the name server said is clearer than the kind of fault. */
function adviceByDetail(detail: string): string | undefined {
  if (/ENOENT|EACCES|EROFS/.test(detail))
    return 'Check MESSAGE_FILE: its folder must be there and be open to this user.'
  if (!/ENOTFOUND|EDNS|EAI_AGAIN/.test(detail)) return undefined
  if (detail.startsWith('Twilio'))
    return 'Twilio is not known here: check TWILIO_API_URL, and the name server of this machine.'
  const setting = detail.startsWith('webhook') ? 'WEBHOOK_URL' : 'EMAIL_HOST'
  return `Check the spelling of ${setting}: no machine of that name is known.`
}

function adviceOf(sender: string, fault: SendFault): string {
  if (sender.startsWith('twilio')) return twilioAdvices[fault]
  return sender === 'webhook' ? webhookAdvice : mailAdvices[fault]
}

const mailAdvices: Readonly<Record<SendFault, string>> = {
  temporary: 'Check EMAIL_HOST and EMAIL_PORT, and that no firewall stands between (`nc -vz HOST PORT`).',
  misconfigured: 'Check user, password and EMAIL_USE_TLS; Gmail wants an app password.',
  rejected: 'The server refuses us: check DEFAULT_FROM_EMAIL.',
  undeliverable: 'Check DEFAULT_FROM_EMAIL.',
}

const inTheConsole = 'Compare the TWILIO_ settings with the Twilio console.'
const twilioAdvices: Readonly<Record<SendFault, string>> = {
  temporary: 'Check that no firewall stands between, and status.twilio.com.',
  misconfigured: inTheConsole,
  rejected: inTheConsole,
  undeliverable: inTheConsole,
}

const webhookAdvice = 'Check WEBHOOK_URL, and that the gateway runs.'
