import type { SendFault } from '@kerbside/courier'
import type { TextKey } from '../locales/index.ts'

/** What the outbox keeps of a provider's answers. */
export interface Answered {
  readonly fault: SendFault | null
  readonly fault_detail: string | null
  /** The provider's last word after it had taken the message. */
  readonly receipt: string | null
}

/**
 * What went wrong, as a sentence for staff: by the provider's code where it is a common one, else by what it means for the
 * message. Undefined when nothing did.
 */
export function answerKey({ fault, fault_detail, receipt }: Answered): TextKey | undefined {
  const said = [receipt, fault_detail].filter((text) => text !== null)
  for (const text of said) {
    const key = twilioKey(text) ?? smtpKey(text) ?? lineKey(text)
    if (key) return key
  }
  return fault === null ? undefined : `messages.fault.${fault}`
}

/** @see https://www.twilio.com/docs/api/errors */
const twilioAnswers = {
  '20429': 'messages.answer.tooMany',
  '21211': 'messages.answer.noNumber',
  '21408': 'messages.answer.countryOff',
  '21610': 'messages.answer.optedOut',
  '21614': 'messages.answer.notMobile',
  '21635': 'messages.answer.notMobile',
  '30003': 'messages.answer.phoneOff',
  '30004': 'messages.answer.blocked',
  '30005': 'messages.answer.noNumber',
  '30006': 'messages.answer.notMobile',
  '30007': 'messages.answer.takenForSpam',
  '63003': 'messages.answer.notOnWhatsapp',
  '63024': 'messages.answer.notOnWhatsapp',
} as const satisfies Record<string, TextKey>

function twilioKey(text: string): TextKey | undefined {
  const [, code = ''] = /^(?:Twilio|undelivered|failed) (\d{5})\b/.exec(text) ?? []
  return isKeyOf(twilioAnswers, code) ? twilioAnswers[code] : undefined
}

/** Status and RFC 3463's subject and detail; the first that fits. The class is the first digit of the status. */
const smtpAnswers: readonly (readonly [pattern: RegExp, key: TextKey])[] = [
  [/^53\d/, 'messages.answer.credentials'],
  [/^\d{3} \d\.(?:1\.(?:2|10)|4\.4)\b/, 'messages.answer.noDomain'],
  [/^\d{3} \d\.1\.[78]\b/, 'messages.answer.senderRefused'],
  [/^\d{3} \d\.1\./, 'messages.answer.noAddress'],
  [/^\d{3} \d\.2\.1\b/, 'messages.answer.mailboxOff'],
  [/^(?:\d{3} \d\.2\.2\b|552|452)/, 'messages.answer.mailboxFull'],
  [/^\d{3} \d\.4\./, 'messages.answer.unreachable'],
  [/^4\d\d/, 'messages.answer.later'],
  [/^(?:\d{3} \d\.7\.|554)/, 'messages.answer.policy'],
  [/^5\d\d/, 'messages.answer.refused'],
]

function smtpKey(text: string): TextKey | undefined {
  const [, returned = ''] = /^returned (\d\.\d+\.\d+)$/.exec(text) ?? []
  // A report has the status alone; the reply of the server that goes with it begins with the same digit.
  const [, answer] = /^SMTP (.+)$/s.exec(returned ? `SMTP ${returned[0]}50 ${returned}` : text) ?? []
  return answer === undefined ? undefined : smtpAnswers.find(([pattern]) => pattern.test(answer))?.[1]
}

/** What was heard on the way to a provider, in the words of Node and of the courier. */
const lineAnswers: readonly (readonly [pattern: RegExp, key: TextKey])[] = [
  [/CERT|ETLS|ERR_TLS|ERR_SSL/, 'messages.answer.certificate'],
  [/^EAUTH\b/, 'messages.answer.credentials'],
  [
    /E(?:CONN\w+|TIMEDOUT|TIMEOUT|NOTFOUND|HOSTUNREACH|AI_AGAIN|SOCKET)\b|^no answer|^the connection ended/,
    'messages.answer.unreachable',
  ],
  [/^no sender for/, 'messages.answer.noSender'],
  [/^every sender has had it/, 'messages.answer.allTried'],
]

const lineKey = (text: string): TextKey | undefined => lineAnswers.find(([pattern]) => pattern.test(text))?.[1]

const isKeyOf = <T extends object>(of: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(of, key)
