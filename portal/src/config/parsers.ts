/**
 * Readers of one setting's text. Each gives the value or throws a `Fault` that says what to write instead; a fault never
 * repeats a secret.
 */
export class Fault extends Error {
  override name = 'Fault'

  constructor(expected: string, written?: string) {
    super(written === undefined ? expected : `${expected}; got ${JSON.stringify(written)}`)
  }
}

export type Parser<T> = (text: string) => T

/** Any text, as it stands. */
export const anyText: Parser<string> = (text) => text

/** A few lines of text: `|`, `\\n` as it is typed in a shell, or a real line break begins the next one. */
export const linesOfText: Parser<readonly string[]> = (text) =>
  text
    .split(/\||\\n|\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** `True`, `False`, `1` or `0`, in any case: Django's settings and plain shells write them differently. */
export const truth: Parser<boolean> = (text) => {
  const word = text.toLowerCase()
  if (word === 'true' || word === '1') return true
  if (word === 'false' || word === '0') return false
  throw new Fault('write True or False', text)
}

/** A whole number within both bounds. */
export const wholeNumber =
  (least: number, most: number): Parser<number> =>
  (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    throw new Fault(`write a whole number from ${least} to ${most}`, text)
  }

/** A decimal number of zero or more. */
export const amount: Parser<number> = (text) => {
  if (/^\d{1,12}(\.\d{1,4})?$/.test(text)) return Number(text)
  throw new Fault('write an amount such as 25 or 25.50', text)
}

/** A probability strictly between 0 and 1. */
export const chance: Parser<number> = (text) => {
  const value = Number(text)
  if (value > 0 && value < 1) return value
  throw new Fault('write a chance above 0 and below 1, such as 0.0001', text)
}

/** A part of a whole: from 0 to below 1. */
export const share: Parser<number> = (text) => {
  const value = /^(0|0?\.\d{1,6})$/.test(text) ? Number(text) : Number.NaN
  if (value >= 0 && value < 1) return value
  throw new Fault('write a share from 0 to below 1, such as 0.1', text)
}

/** One of the words, in any case. */
export const oneOf =
  <const Word extends string>(...words: readonly Word[]): Parser<Word> =>
  (text) => {
    const found = words.find((word) => word === text.toLowerCase())
    if (found !== undefined) return found
    throw new Fault(`write one of ${words.join(', ')}`, text)
  }

/** Several values between commas, each named once, in the order in which they are written. */
export const listOf =
  <T>(parse: Parser<T>): Parser<readonly T[]> =>
  (text) => {
    const values = text.split(',').map((part) => parse(part.trim()))
    if (new Set(values).size === values.length) return values
    throw new Fault('name each value once')
  }

/** A number of events in a period, such as `8/day`. The text is kept: the engine reads it by itself. */
export const limit: Parser<string> = (text) => {
  if (/^[1-9]\d{0,6}\/(second|minute|hour|day)$/.test(text)) return text
  throw new Fault('write count/period, such as 8/day or 60/hour', text)
}

/** Where a web service answers, such as `https://relay.example/messages`. */
export const webAddress: Parser<URL> = (text) => {
  const url = URL.parse(text)
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) return url
  throw new Fault('write an address such as https://example.com', text)
}

/** The address of a whole site: scheme, host and port, and nothing behind them. */
export const siteAddress: Parser<URL> = (text) => {
  const url = webAddress(text)
  if (url.pathname === '/' && !url.search && !url.hash) return url
  throw new Fault('write scheme and host alone, such as https://bills.example.com', text)
}
