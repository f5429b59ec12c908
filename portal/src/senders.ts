import type { Sender } from '@kerbside/courier'
import { consoleSender, fileSender, smtpSender, webhookSender } from '@kerbside/courier'
import type { EmailBackend, SmsBackend } from './config/field-parsers.ts'
import type { Config } from './config.ts'
import { twilioSms, twilioWhatsapp } from './senders/twilio.ts'
import { messageIdKeys } from './web/keys.ts'

/** Who brings messages, by channel and in order. */
export interface Senders {
  readonly email: readonly Sender[]
  readonly sms: readonly Sender[]
  /** WhatsApp first where it is on offer; what it does not take goes by SMS to the same number. */
  readonly whatsapp: readonly Sender[]
}

/**
 * Makes the senders that the settings name.
 * @param print writes to the terminal, for the console backend
 */
export function createSenders(config: Config, print: (block: string) => void): Senders {
  const console = () => [consoleSender({ print })]
  const { messageFile: file } = config
  const email: Record<EmailBackend, () => readonly Sender[]> = {
    console,
    file: () => [fileSender({ file, from: fromOf(config.defaultFromEmail) })],
    smtp: () => mailServers(config),
    webhook: () => [gateway(config)],
  }
  const sms: Record<SmsBackend, () => readonly Sender[]> = {
    console,
    file: () => [fileSender({ file })], // text messages have no sender of ours
    twilio: () => [twilioSms(config)],
    webhook: () => [gateway(config)],
  }
  const smsSenders = config.smsBackend.flatMap((backend) => sms[backend]())
  return {
    email: config.emailBackend.flatMap((backend) => email[backend]()),
    sms: smsSenders,
    whatsapp: [...twilioWhatsapp(config), ...smsSenders],
  }
}

const local: ReadonlySet<string> = new Set<EmailBackend & SmsBackend>(['console', 'file'])

/**
 * True while no message leaves this machine. Once some do, real people sign in, and whoever opened the mailbox page of a
 * server that was not said to be in production could read their codes.
 */
export const staysHere = ({ emailBackend, smsBackend }: Pick<Config, 'emailBackend' | 'smsBackend'>): boolean =>
  [...emailBackend, ...smsBackend].every((backend) => local.has(backend))

const fromOf = ({ name, address }: Config['defaultFromEmail']): string => (name ? `${name} <${address}>` : address)

/** The first mail server, and the second one where there is one. */
function mailServers(config: Config): readonly Sender[] {
  const [messageIdKey] = messageIdKeys(config.secretKey)
  const common = { from: config.defaultFromEmail, returnPath: config.bounceAddress, messageIdKey }
  const first = serverOf(config.emailHost, config.emailPort, config.emailUseTls)
  const second = serverOf(config.email2Host, config.email2Port, config.email2UseTls)
  return [
    ...first.map((server) =>
      smtpSender({ ...server, ...signIn(config.emailHostUser, config.emailHostPassword), ...common, name: 'smtp' }),
    ),
    ...second.map((server) =>
      smtpSender({ ...server, ...signIn(config.email2HostUser, config.email2HostPassword), ...common, name: 'smtp-2' }),
    ),
  ]
}

// RFC 8314 §3.3: port 465 speaks TLS from the first byte, whatever is said of STARTTLS.
const IMPLICIT_TLS_PORT = 465

function serverOf(host: string | undefined, port: number, insistsOnTls: boolean | undefined) {
  if (!host) return []
  const security = port === IMPLICIT_TLS_PORT ? 'tls' : insistsOnTls ? 'starttls' : 'none'
  return [{ host, port, security } as const]
}

const signIn = (user: string | undefined, password: string | undefined) => (user && password ? { user, password } : {})

function gateway({ webhookUrl, webhookSecret, defaultFromEmail }: Config): Sender {
  if (!webhookUrl || !webhookSecret) throw new TypeError('The rules of settings let a webhook pass without address.')
  return webhookSender({ url: webhookUrl.href, secret: webhookSecret, from: fromOf(defaultFromEmail) })
}
