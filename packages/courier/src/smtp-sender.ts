import type { Mail, Returns } from './mail.ts'
import { layOutMail } from './mail.ts'
import type { MailboxAddress } from './mailbox-address.ts'
import { wireAddress } from './mailbox-address.ts'
import type { Sender } from './sender.ts'
import { SmtpPool } from './smtp-pool.ts'
import type { EncodedMail, SmtpServer } from './smtp-session.ts'
import { SmtpSession } from './smtp-session.ts'

export interface SmtpSenderOptions extends SmtpServer, Returns {
  /** Who the mails are from; see `parseMailboxAddress` for a setting that holds both parts. */
  readonly from: MailboxAddress
  /** Distinguishes several mail servers in the outbox and in metrics. Default `smtp`. */
  readonly name?: string
}

// What common providers allow to one account at a time.
const CONNECTIONS = 5
const VERIFY_WITHIN_MS = 15_000

/**
 * Sends mail through a mail server: text and HTML part, connections that are kept, TLS with verified certificates.
 *
 * @throws TypeError when `from` or `returnPath` is no address, or there is a user without a password
 * @example
 * smtpSender({
 *   host: 'smtp.example.org', port: 587, security: 'starttls', user: 'kerbside', password: 'secret',
 *   from: { name: 'Kerbside', address: 'noreply@example.org' },
 * })
 */
export function smtpSender(options: SmtpSenderOptions): Sender {
  const { from, returnPath: path = from.address, messageIdKey, name = 'smtp', ...server } = options
  const [address, returnPath] = [wireAddress(from.address), wireAddress(path)]
  if (address === undefined) throw new TypeError('`from` is no address that mail can come from.')
  if (returnPath === undefined) throw new TypeError('`returnPath` is no address that mail can go back to.')
  if (server.user && !server.password) throw new TypeError('A mail server with a user needs a password.')
  const sender = { name: from.name, address }
  const pool = new SmtpPool({ open: (signal) => SmtpSession.open(server, signal), limit: CONNECTIONS })
  return {
    name,
    concurrency: CONNECTIONS,
    async send(rendered, envelope, signal) {
      const mail = await encode(layOutMail(sender, rendered, envelope, { returnPath, messageIdKey }))
      await pool.use((session) => session.send(mail, signal), signal)
      return {}
    },
    warm() {
      pool.warm()
      composer().catch(() => {}) // the first mail will say why
    },
    async verify() {
      const session = await SmtpSession.open(server, AbortSignal.timeout(VERIFY_WITHIN_MS))
      session.close()
    },
    async close() {
      pool.close()
    },
  }
}

/** Loaded with the first mail, or ahead of it: whoever sends none does not pay for it. */
const composer = () => import('nodemailer/lib/mail-composer')

async function encode({ from, to, content }: Mail): Promise<EncodedMail> {
  const { default: MailComposer } = await composer()
  return { from, to, bytes: await new MailComposer(content).compile().build() }
}
