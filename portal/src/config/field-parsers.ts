import { resolve } from 'node:path'
import type { Parser } from './parsers.ts'
import { amount, Fault, oneOf, wholeNumber } from './parsers.ts'

/** Readers of settings whose values have a grammar of their own: keys, senders, countries, currencies. */

// OWASP ASVS 11.2: 128 bits; 32 characters of any alphabet in use hold more.
const LEAST_KEY_CHARACTERS = 32

/** The server's secrets, newest first. */
export const secretKeys: Parser<readonly string[]> = (text) => {
  const keys = text.split(',').map((key) => key.trim())
  if (keys.every((key) => key.length >= LEAST_KEY_CHARACTERS)) return keys
  throw new Fault(
    `write at least ${LEAST_KEY_CHARACTERS} characters a key, several keys between commas, the newest first`,
  )
}

export type DatabaseAddress =
  | { readonly dialect: 'sqlite'; readonly file: string }
  | { readonly dialect: 'postgres'; readonly url: string }

/** `sqlite:FILE` (from the working folder) or `postgres://…`. The address may hold a password: faults do not repeat it. */
export const databaseAddress: Parser<DatabaseAddress> = (text) => {
  const file = /^sqlite:(?:\/\/)?(?<file>[^:?]+)$/.exec(text)?.groups?.['file']
  if (file) return { dialect: 'sqlite', file: resolve(file) }
  if (/^postgres(ql)?:\/\/\S+$/.test(text) && URL.canParse(text)) return { dialect: 'postgres', url: text }
  throw new Fault('write sqlite:FILE or postgres://user@host/database')
}

export type EmailBackend = 'console' | 'file' | 'smtp' | 'webhook'
export type SmsBackend = 'console' | 'file' | 'twilio' | 'webhook'

const emailWord = oneOf<EmailBackend>('console', 'file', 'smtp', 'webhook')

/** A way to send mail, by our word or by the name that Django gives it. */
export const emailBackend: Parser<EmailBackend> = (text) => {
  const django = /^(?:django\.core\.mail\.backends\.)?(?<name>\w+)\.EmailBackend$/.exec(text)?.groups?.['name']
  return emailWord(django === 'filebased' ? 'file' : (django ?? text))
}

/** A way to send text messages. */
export const smsBackend = oneOf<SmsBackend>('console', 'file', 'twilio', 'webhook')

export interface Sender {
  readonly name: string
  readonly address: string
}

const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/

/** An e-mail address and nothing beside it. */
export const mailAddress: Parser<string> = (text) => {
  if (ADDRESS.test(text)) return text
  throw new Fault('write an address such as bounces@example.com', text)
}

/** Whom mail comes from: `bills@example.com` or `Clean Streets <bills@example.com>`. */
export const sender: Parser<Sender> = (text) => {
  const named = /^(?<name>[^<>"\p{Cc}]*)<(?<address>[^<>]+)>$/u.exec(text)?.groups
  const address = named?.['address'] ?? text
  if (ADDRESS.test(address)) return { name: named?.['name']?.trim() ?? '', address }
  throw new Fault(`write an address, or Name <address>`, text)
}

/** A phone number with its country code (E.164). */
export const phoneNumber: Parser<string> = (text) => {
  const number = text.replace(/[\s()-]/g, '')
  if (/^\+[1-9]\d{6,14}$/.test(number)) return number
  throw new Fault('write the number with its country code, such as +14155552671', text)
}

/** A name that Twilio gives: two letters say of what. */
export const twilioSid =
  (prefix: 'AC' | 'MG' | 'HX'): Parser<string> =>
  (text) => {
    if (text.startsWith(prefix) && /^\w{3,64}$/.test(text)) return text
    throw new Fault(`write what the Twilio console shows; it begins with ${prefix}`, text)
  }

/** A country by its two letters (ISO 3166). */
export const region: Parser<string> = (text) => {
  const code = text.toUpperCase()
  const known = /^[A-Z]{2}$/.test(code) && new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code)
  if (known) return code
  throw new Fault('write the two letters of a country, such as NP or US', text)
}

/** What a text message costs, in the currency of the provider. */
export interface PriceList {
  /** Where no other price is said. */
  readonly usual: number
  /** By ISO 3166 region. */
  readonly prices: Readonly<Record<string, number>>
}

/** `0.10`, or `0.10,NP=0.17,IN=0.04`: one price, then those of countries that have their own. */
export const priceList: Parser<PriceList> = (text) => {
  const [first = '', ...others] = text.split(',').map((part) => part.trim())
  const prices = others.map((part): [string, number] => {
    const [code = '', price = ''] = part.split('=').map((side) => side.trim())
    return [region(code), priceAbove(price)]
  })
  if (new Map(prices).size < prices.length) throw new Fault('name each country once')
  return { usual: priceAbove(first), prices: Object.fromEntries(prices) }
}

const priceAbove: Parser<number> = (text) => {
  const price = amount(text)
  if (price > 0) return price
  throw new Fault('write a price above zero, such as 0.10', text)
}

/** A currency by its three letters (ISO 4217). */
export const currency: Parser<string> = (text) => {
  const code = text.toUpperCase()
  if (Intl.supportedValuesOf('currency').includes(code)) return code
  throw new Fault('write the three letters of a currency, such as NPR or USD', text)
}

/** A time zone of the IANA list. */
export const timeZone: Parser<string> = (text) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    throw new Fault('write a time zone such as Asia/Kathmandu', text)
  }
}

/** A part of each day by the clock on the wall, from the first time until before the second one; it may go past midnight. */
export interface QuietHours {
  readonly from: Temporal.PlainTime
  readonly until: Temporal.PlainTime
}

/** `21:00-07:00`. */
export const quietHours: Parser<QuietHours> = (text) => {
  const [, from, until] = /^((?:[01]\d|2[0-3]):[0-5]\d)\s*[-–]\s*((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text) ?? []
  if (from && until && from !== until) {
    return { from: Temporal.PlainTime.from(from), until: Temporal.PlainTime.from(until) }
  }
  throw new Fault('write two different times of day, such as 21:00-07:00', text)
}

/** Digits of a code. The engine makes 12 into 13: a pass has 12. */
export const codeLength: Parser<number> = wholeNumber(6, 16)

/** A limit that lets a message go at least every 12 hours, or a pass could die before the next message brings one. */
export const strangerLimit: Parser<string> = (text) => {
  const [, count, period] = /^([1-9]\d{0,6})\/(second|minute|hour|day)$/.exec(text) ?? []
  if (!count || !period) throw new Fault('write count/period, such as 8/day', text)
  if (period !== 'day' || Number(count) >= 2) return text
  throw new Fault('let at least one message go in 12 hours (2/day), or a pass dies before the next', text)
}
