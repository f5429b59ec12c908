import { EventEmitter, once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { ParsedMail } from 'mailparser'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { localhostCertificate } from './certificate.ts'

/** A mail as it came: to whom the envelope says, every byte, and what a mail program would read in it. */
export interface ReceivedMail {
  from: string
  to: string[]
  source: string
  parsed: ParsedMail
}

/** What the server says instead of taking a recipient, such as `{ code: 450, text: 'Mailbox busy' }`. */
export interface SmtpRefusal {
  code: number
  text: string
}

/** Where a session is: `data` is before the mail has come (to wait or cut there, not to refuse), `mail` is after it. */
export type SmtpStage = 'connect' | 'auth' | 'sender' | 'recipient' | 'data' | 'mail'

export interface MailServerOptions {
  /**
   * `starttls` (the default) refuses to authenticate before TLS; `tls` speaks it from the first byte; `none` offers neither
   * TLS nor authentication, like the mail program of one's own machine.
   */
  security?: 'starttls' | 'tls' | 'none'
  refuse?(recipient: string): SmtpRefusal | undefined
  /** Comes before each answer: it may refuse, or take its time. */
  at?(stage: SmtpStage): SmtpRefusal | undefined | Promise<SmtpRefusal | undefined>
}

export interface MailServer {
  host: string
  port: number
  user: string
  password: string
  /** The certificate to trust, as PEM for a client's `ca` and as a file for `NODE_EXTRA_CA_CERTS`. */
  ca: string
  caFile: string
  received: readonly ReceivedMail[]
  /** The oldest mail that was not handed out yet, to this recipient when one is named; waits for at most 10 s. */
  nextMail(recipient?: string): Promise<ReceivedMail>
}

interface Owner {
  after(task: () => void | Promise<void>): void
}

/** A real SMTP server on loopback, with TLS and authentication, that ends with the test. */
export async function startMailServer(owner: Owner, options: MailServerOptions = {}): Promise<MailServer> {
  const account = { user: 'kerbside', password: 'a password: with = signs' }
  const mailbox = createMailbox()
  const { key, cert } = localhostCertificate()
  const folder = await mkdtemp(join(tmpdir(), 'kerbside-mail-'))
  const caFile = join(folder, 'ca.pem')
  await writeFile(caFile, cert)
  const pass = async (stage: SmtpStage, refused?: SmtpRefusal): Promise<void> => {
    const refusal = refused ?? (await options.at?.(stage))
    if (refusal) throw Object.assign(new Error(refusal.text), { responseCode: refusal.code })
  }
  const take = async (stream: NodeJS.ReadableStream, envelope: Pick<ReceivedMail, 'from' | 'to'>) => {
    await pass('data')
    const bytes = await buffer(stream)
    await pass('mail')
    mailbox.add({ ...envelope, source: bytes.toString('utf8'), parsed: await simpleParser(bytes) })
  }
  const server = new SMTPServer({
    key,
    cert,
    secure: options.security === 'tls',
    disabledCommands: options.security === 'none' ? ['STARTTLS', 'AUTH'] : [],
    closeTimeout: 50, // a pooled client does not hang up by itself
    onConnect(_session, done) {
      pass('connect').then(() => done(), done)
    },
    onAuth(login, _session, done) {
      const known = login.username === account.user && login.password === account.password
      const judged = known ? pass('auth') : Promise.reject(new Error('Unknown user or password'))
      judged.then(() => done(null, { user: login.username }), done)
    },
    onMailFrom(_address, _session, done) {
      pass('sender').then(() => done(), done)
    },
    onRcptTo({ address }, _session, done) {
      pass('recipient', options.refuse?.(address)).then(() => done(), done)
    },
    onData(stream, { envelope }, done) {
      const from = envelope.mailFrom ? envelope.mailFrom.address : ''
      const to = envelope.rcptTo.map(({ address }) => address)
      take(stream, { from, to }).then(() => done(), done)
    },
  })
  server.on('error', () => {}) // a client that hung up, or did not trust us: it is the client's test that tells
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  owner.after(() => new Promise<void>((resolve) => server.close(resolve)))
  owner.after(() => rm(folder, { recursive: true }))
  const { port } = server.server.address() as AddressInfo
  return { host: 'localhost', port, ...account, ca: cert, caFile, received: mailbox.received, nextMail: mailbox.next }
}

function createMailbox() {
  const received: ReceivedMail[] = []
  const waiting = new Set<ReceivedMail>()
  const arrivals = new EventEmitter()
  return {
    received,
    add(mail: ReceivedMail) {
      received.push(mail)
      waiting.add(mail)
      arrivals.emit('mail')
    },
    async next(recipient?: string): Promise<ReceivedMail> {
      const signal = AbortSignal.timeout(10_000)
      while (true) {
        for (const mail of waiting) {
          if (recipient !== undefined && !mail.to.includes(recipient)) continue
          waiting.delete(mail)
          return mail
        }
        await once(arrivals, 'mail', { signal }).catch(() => {
          throw new Error(`No mail${recipient === undefined ? '' : ` to ${recipient}`} came within 10 s.`)
        })
      }
    },
  }
}
