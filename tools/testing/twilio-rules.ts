/**
 * What Twilio's published description of its Messages resource asks of a request, in our own words.
 * @see https://github.com/twilio/twilio-oai (twilio_api_v2010, CreateMessage)
 */

/** What Twilio answers instead of taking a request. */
export interface TwilioRefusal {
  readonly status: number
  readonly code?: number
  readonly message?: string
  readonly headers?: Readonly<Record<string, string>>
}

type Test = (value: string) => boolean

const matches =
  (pattern: RegExp): Test =>
  (value) =>
    pattern.test(value)
const oneOf =
  (...words: string[]): Test =>
  (value) =>
    words.includes(value)
const truth = oneOf('true', 'false')
const anything: Test = () => true
const sid = (prefix: string) => matches(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`))
const wholeNumber = matches(/^\d+$/)
const E164 = /^\+[1-9]\d{6,14}$/
const WHATSAPP = /^whatsapp:(?<number>.+)$/

/** An address with a host name that the name system knows, so without underscores. */
const address: Test = (value) => {
  const url = URL.parse(value)
  return url !== null && /^https?:$/.test(url.protocol) && !url.hostname.includes('_')
}

/** A JSON object whose values are texts. */
const variables: Test = (value) => {
  try {
    const read: unknown = JSON.parse(value)
    return typeof read === 'object' && read !== null && Object.values(read).every((text) => typeof text === 'string')
  } catch {
    return false
  }
}

/** Every field that a message may have, and what its value must look like. */
const fields: Readonly<Record<string, Test>> = {
  To: anything,
  From: anything,
  Body: anything,
  StatusCallback: address,
  ApplicationSid: sid('AP'),
  MaxPrice: matches(/^\d+(\.\d+)?$/),
  ProvideFeedback: truth,
  Attempt: wholeNumber,
  ValidityPeriod: (value) => wholeNumber(value) && Number(value) >= 1 && Number(value) <= 36_000,
  ForceDelivery: truth,
  ContentRetention: oneOf('retain', 'discard'),
  AddressRetention: oneOf('retain', 'obfuscate'),
  SmartEncoded: truth,
  PersistentAction: anything,
  TrafficType: oneOf('free'),
  ShortenUrls: truth,
  ScheduleType: oneOf('fixed'),
  SendAt: matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  SendAsMms: truth,
  ContentVariables: variables,
  RiskCheck: oneOf('enable', 'disable'),
  FallbackFrom: matches(E164),
  MessagingServiceSid: sid('MG'),
  MediaUrl: address,
  ContentSid: sid('HX'),
}
/** The only ones that may come several times. */
const lists: ReadonlySet<string> = new Set(['PersistentAction', 'MediaUrl'])
const LONGEST_BODY = 1600

const refusal = (code: number, message: string): TwilioRefusal => ({ status: 400, code, message })

/** Looks at the form of a new message. @returns undefined when Twilio would take it */
export function faultOfMessage(form: URLSearchParams): TwilioRefusal | undefined {
  for (const [name, value] of form) {
    const test = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!test) return refusal(20_001, `Unknown parameter ${name}`)
    if (form.getAll(name).length > 1 && !lists.has(name)) return refusal(20_001, `${name} comes more than once`)
    if (!test(value)) return refusal(name === 'ContentVariables' ? 21_656 : 20_001, `Invalid ${name}: ${value}`)
  }
  return faultOfParties(form) ?? faultOfContent(form)
}

/** To and From are of one channel, and one of From and MessagingServiceSid is there. */
function faultOfParties(form: URLSearchParams): TwilioRefusal | undefined {
  const to = form.get('To')
  const from = form.get('From')
  if (!to) return refusal(21_604, "A 'To' phone number is required.")
  if (!E164.test(numberIn(to))) return refusal(21_211, `The 'To' number ${to} is not a valid phone number.`)
  if (from === null && !form.has('MessagingServiceSid')) return refusal(21_603, "A 'From' phone number is required.")
  if (from === null) return undefined
  if (!E164.test(numberIn(from))) return refusal(21_212, `The 'From' number ${from} is not a valid phone number.`)
  if (WHATSAPP.test(to) !== WHATSAPP.test(from)) return refusal(21_910, "'From' and 'To' are of two channels.")
  return undefined
}

const numberIn = (party: string): string => WHATSAPP.exec(party)?.groups?.['number'] ?? party

/** One of Body, MediaUrl and ContentSid is there; variables belong to a template. */
function faultOfContent(form: URLSearchParams): TwilioRefusal | undefined {
  const body = form.get('Body') ?? ''
  if (body === '' && !form.has('MediaUrl') && !form.has('ContentSid')) {
    return refusal(21_602, 'Message body is required.')
  }
  if (body.length > LONGEST_BODY) return refusal(21_617, 'The message is longer than 1600 characters.')
  if (form.has('ContentVariables') && !form.has('ContentSid')) return refusal(21_656, 'Variables without a template.')
  return undefined
}
