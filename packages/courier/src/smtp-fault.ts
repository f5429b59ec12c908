import type { SendFault } from './sender.ts'
import { SendError } from './sender.ts'

/** What nodemailer knows of a failure. */
interface SmtpFailure {
  /** nodemailer's word: `EAUTH`, `ETLS`, `ESOCKET` … */
  readonly code: string
  /** Node's word beneath it: `ECONNREFUSED`, `SELF_SIGNED_CERT_IN_CHAIN` … */
  readonly cause: string
  /** What was being said: `CONN`, `AUTH PLAIN`, `RCPT TO` … */
  readonly command: string
  /** The server's reply, or nothing. */
  readonly response: string
}

interface Reply {
  readonly status: number
  /** RFC 3463: class.subject.detail, empty when the server gives none. */
  readonly enhanced: string
  readonly words: string
}

const CERTIFICATE = /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/
const ABOUT_A_MAIL: ReadonlySet<string> = new Set(['MAIL FROM', 'RCPT TO', 'DATA'])
// RFC 5321 §3.8: 421 may answer anything, and means that the server goes away.
const CLOSING = 421
const NOBODY_THERE = /^5\.(?:1\.\d+|2\.1)$/
const LONGEST_WORDS = 160

/**
 * Reads a failure of nodemailer. 4xx is temporary, whatever it is about. 5xx before any mail is a matter of settings. 5xx
 * to a recipient says that nobody can reach it only where the enhanced status says so (RFC 3463 x.1.x, x.2.1): a bare
 * 550 may as well be this server's policy, and another sender may pass.
 *
 * A server that answers to a recipient is there: what it says then is about this mail (a full mailbox, a greylist), and no reason
 * to leave the server alone.
 *
 * The server's words are kept only while a session is being opened: once it has heard of a mail, they may hold the
 * address or the text.
 */
export function smtpFault(error: unknown, phase: 'opening' | 'mailing'): SendError {
  if (error instanceof SendError) return error
  const failure = readFailure(error)
  const reply = readReply(failure.response)
  if (reply === undefined) {
    const detail = [failure.code, failure.cause].filter(Boolean).join(' ')
    return new SendError(faultWithoutReply(failure), detail, { cause: error })
  }
  const status = ['SMTP', reply.status, reply.enhanced, 'at', failure.command].filter(Boolean).join(' ')
  const detail = phase === 'opening' && reply.words !== '' ? `${status}: ${reply.words}` : status
  const fault = faultOfReply(reply, failure.command)
  return new SendError(fault, detail, { cause: error, ...(isAboutThisMail(reply, failure) && { about: 'message' }) })
}

function faultWithoutReply({ code, cause }: SmtpFailure): SendFault {
  if (code === 'EAUTH' || code === 'ETLS' || cause === 'ENOTFOUND' || CERTIFICATE.test(cause)) return 'misconfigured'
  // Refused by nodemailer itself: larger than this server takes, for instance.
  return code === 'EMESSAGE' || code === 'EENVELOPE' ? 'rejected' : 'temporary'
}

function faultOfReply({ status, enhanced }: Reply, command: string): SendFault {
  // 503 means a muddled session, which the next one is not.
  if (status < 500 || status === 503) return 'temporary'
  if (command === 'RCPT TO' && NOBODY_THERE.test(enhanced)) return 'undeliverable'
  return ABOUT_A_MAIL.has(command) ? 'rejected' : 'misconfigured'
}

/** At `MAIL FROM` a server does not know the mail yet: a 4xx there is its load or our share. */
function isAboutThisMail({ status }: Reply, { command }: SmtpFailure): boolean {
  if (status === CLOSING || !ABOUT_A_MAIL.has(command)) return false
  return status >= 500 || command !== 'MAIL FROM'
}

function readFailure(error: unknown): SmtpFailure {
  const word = (key: string): string => {
    const value: unknown = error instanceof Error ? Reflect.get(error, key) : undefined
    return typeof value === 'string' ? value : ''
  }
  return {
    code: word('code') || 'unknown error',
    cause: word('originalCode'),
    command: word('command'),
    response: word('response'),
  }
}

function readReply(response: string): Reply | undefined {
  const match = /^(\d{3})[ -](?:([245]\.\d{1,3}\.\d{1,3})\b ?)?(.*)$/s.exec(response)
  if (match === null) return undefined
  const [, status = '', enhanced = '', words = ''] = match
  // Further lines repeat the status: `535-5.7.8 Username and Password not accepted. For…` `535 5.7.8 more information…`
  const oneLine = words.replaceAll(/\s*\n\d{3}[ -](?:[245]\.\d{1,3}\.\d{1,3}\b ?)?/g, ' ').replaceAll(/\s+/g, ' ')
  return { status: Number(status), enhanced, words: oneLine.trim().slice(0, LONGEST_WORDS) }
}
