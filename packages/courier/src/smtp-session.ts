import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'
import { SendError } from './sender.ts'
import { smtpFault } from './smtp-fault.ts'

/** Which mail server, and how it is spoken to. */
export interface SmtpServer {
  readonly host: string
  readonly port: number
  /**
   * `starttls` begins in clear (port 587) and goes no further unless TLS stands; `tls` is from the first byte (port 465);
   * `none` is in clear, for a server on the same machine. Certificates are always verified.
   */
  readonly security: 'starttls' | 'tls' | 'none'
  /** Left out or empty: the server asks for no sign-in. */
  readonly user?: string
  readonly password?: string
}

/** A mail ready for the wire. */
export interface EncodedMail {
  readonly from: string
  readonly to: string
  readonly bytes: Buffer
}

// A server that does not answer is left for the next one within 10 s; a greeting takes longer where greylisting stalls.
const CONNECT_WITHIN_MS = 10_000
// Longer than the time between two pings, so that it only ever ends what hangs.
const SILENT_FOR_MS = 60_000
const RESET_WITHIN_MS = 5_000

/** One signed-in connection to a mail server. It says what failed by {@link SendError} alone. */
export class SmtpSession {
  readonly #connection: SMTPConnection
  #phase: 'opening' | 'mailing' = 'opening'

  private constructor(connection: SMTPConnection) {
    this.#connection = connection
  }

  /** Connects, secures and signs in, unless the signal comes first. */
  static async open(server: SmtpServer, signal: AbortSignal): Promise<SmtpSession> {
    // Loaded with the first connection: whoever sends no mail does not pay for it.
    const { default: Connection } = await import('nodemailer/lib/smtp-connection')
    const connection = new Connection(connectionOptions(server))
    connection.on('error', () => {}) // each command hears of it; without a listener it would end the process
    const session = new SmtpSession(connection)
    try {
      await session.#unlessAborted(signal, () => session.#begin(server))
      return session
    } catch (error) {
      connection.close()
      throw error
    }
  }

  get isOpen(): boolean {
    return !this.#connection.destroyed
  }

  /** @returns once the server has taken the responsibility for the mail */
  async send({ from, to, bytes }: EncodedMail, signal: AbortSignal): Promise<void> {
    this.#phase = 'mailing'
    const envelope = { from, to: [to], size: bytes.length }
    await this.#unlessAborted(signal, () => this.#ask((done) => this.#connection.send(envelope, bytes, done)))
  }

  /** Forgets a mail that was refused; and with none, shows both ends that the other is there. */
  async reset(): Promise<void> {
    const timer = setTimeout(() => this.#connection.close(), RESET_WITHIN_MS)
    try {
      await this.#ask((done) => this.#connection.reset(done))
    } finally {
      clearTimeout(timer)
    }
  }

  /** Says goodbye. */
  close(): void {
    if (this.isOpen) this.#connection.quit()
  }

  async #begin({ user, password = '' }: SmtpServer): Promise<void> {
    await this.#ask((done) => this.#connection.connect(done))
    if (!user) return
    if (!this.#connection.allowsAuth) throw new SendError('misconfigured', 'the server offers no sign-in (AUTH)')
    await this.#ask((done) => this.#connection.login({ credentials: { user, pass: password } }, done))
  }

  /** Hanging up ends whatever is being asked. */
  async #unlessAborted(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    signal.throwIfAborted()
    const hangUp = () => this.#connection.close()
    signal.addEventListener('abort', hangUp)
    try {
      await work()
    } finally {
      signal.removeEventListener('abort', hangUp)
    }
  }

  /** One command. nodemailer answers by callback, and by an event alone when the connection is gone. */
  async #ask(command: (done: (error: Error | null | undefined) => void) => void): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const fail = (error: Error) => reject(smtpFault(error, this.#phase))
    const ended = () => reject(new SendError('temporary', 'the connection ended'))
    this.#connection.once('error', fail)
    this.#connection.once('end', ended)
    try {
      command((error) => (error ? fail(error) : resolve()))
      await promise
    } finally {
      this.#connection.off('error', fail)
      this.#connection.off('end', ended)
    }
  }
}

function connectionOptions({ host, port, security }: SmtpServer): SMTPConnectionOptions {
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' },
    connectionTimeout: CONNECT_WITHIN_MS,
    greetingTimeout: CONNECT_WITHIN_MS,
    dnsTimeout: CONNECT_WITHIN_MS,
    socketTimeout: SILENT_FOR_MS,
    socketCloseTimeout: 1_000,
  }
}
