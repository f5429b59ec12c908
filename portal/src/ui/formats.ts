import type { Locale } from '../locales/index.ts'
import { formattingTags } from '../locales/index.ts'
import type { Money } from '../values/money.ts'
import { decimalText, exponentOf } from '../values/money.ts'

/** How one language writes days, times, money and numbers. The formatters behind it are made once and kept. */
export type Formats = {
  /** A calendar day: 4 March 2026. */
  readonly day: (day: Temporal.PlainDate) => string
  /** The day of an instant (epoch milliseconds) in the operator's zone: 4 March 2026. */
  readonly date: (at: number) => string
  /** The time of an instant in the operator's zone: 14:50. */
  readonly time: (at: number) => string
  /** Day and time of an instant in the operator's zone: 4 Mar 2026, 14:50. */
  readonly dateTime: (at: number) => string
  /** A month, given as `YYYY-MM`: March 2026. */
  readonly month: (name: string) => string
  /** Days from one until another, which is not counted, each given as `YYYY-MM-DD`: 1–12 March 2026. */
  readonly days: (from: string, until: string) => string
  /** A share or rate in basis points: 12.5%. */
  readonly share: (basisPoints: number) => string
  /** An amount with its currency: Rs 1,234.50. */
  readonly money: (money: Money) => string
  readonly number: (value: number) => string
  /** A country by its two letters (ISO 3166): Nepal. */
  readonly country: (code: string) => string
  /** A distance in whole minutes from now on: in 5 minutes, 3 minutes ago. */
  readonly minutes: (minutes: number) => string
}

/** Makes a language's formats for an operator's time zone. Costs about a millisecond: keep what it gives. */
export function createFormats(locale: Locale, timeZone: string): Formats {
  const tag = formattingTags[locale]
  const long = { day: 'numeric', month: 'long', year: 'numeric' } as const
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const day = new Intl.DateTimeFormat(tag, long)
  const date = new Intl.DateTimeFormat(tag, { ...long, timeZone })
  const time = new Intl.DateTimeFormat(tag, { ...clock, timeZone })
  const dateTime = new Intl.DateTimeFormat(tag, { ...long, month: 'short', ...clock, timeZone })
  const number = new Intl.NumberFormat(tag)
  const month = new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric' })
  const share = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 2 })
  const relative = new Intl.RelativeTimeFormat(tag)
  const country = new Intl.DisplayNames(tag, { type: 'region' })
  const currency = createCurrencyFormats(tag)
  return {
    day: (plain) => day.format(plain),
    date: (at) => date.format(at),
    time: (at) => time.format(at),
    dateTime: (at) => dateTime.format(at),
    month: (name) => month.format(Temporal.PlainDate.from(`${name}-01`)),
    days: (from, until) =>
      day.formatRange(Temporal.PlainDate.from(from), Temporal.PlainDate.from(until).subtract({ days: 1 })),
    share: (basisPoints) => share.format(basisPoints / 10_000),
    money: (money) => currency(money.currency).format(decimalText(money)),
    number: (value) => number.format(value),
    country: (code) => country.of(code) ?? code,
    minutes: (minutes) => relative.format(minutes, 'minute'),
  }
}

/** Currencies in use are few (one a customer), so each one's formatter is made when it is first met and kept. */
function createCurrencyFormats(tag: string): (currency: string) => Intl.NumberFormat {
  const made = new Map<string, Intl.NumberFormat>()
  return (currency) => {
    const known = made.get(currency)
    if (known) return known
    const digits = decimalDigits(currency)
    const format = new Intl.NumberFormat(tag, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      ...digits,
    })
    made.set(currency, format)
    return format
  }
}

/** The digits that the books keep, not those that `Intl` believes customary. */
function decimalDigits(currency: string) {
  const digits = exponentOf(currency)
  return { minimumFractionDigits: digits, maximumFractionDigits: digits }
}
