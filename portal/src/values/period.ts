/** A calendar month, for which services are billed. Half-open: `until` is the first day of the next. */
export interface Period {
  /** `YYYY-MM`. */
  readonly name: string
  readonly from: string
  readonly until: string
  /** 28 to 31. */
  readonly days: number
}

/**
 * Reads `YYYY-MM`.
 * @returns undefined for what is no month
 */
export function readPeriod(text: string): Period | undefined {
  const [, year = '', month = ''] = MONTH.exec(text) ?? []
  return year === '' ? undefined : monthOf(Temporal.PlainYearMonth.from({ year: Number(year), month: Number(month) }))
}

// From 1900 on: what is earlier is a slip of the finger.
const MONTH = /^((?:19|[2-9]\d)\d{2})-(0[1-9]|1[0-2])$/

/** The month that a day lies in. */
export const periodOf = (day: string): Period => monthOf(Temporal.PlainDate.from(day).toPlainYearMonth())

/** The month before. */
export const periodBefore = ({ name }: Period): Period =>
  monthOf(Temporal.PlainYearMonth.from(name).add({ months: -1 }))

function monthOf(month: Temporal.PlainYearMonth): Period {
  const from = month.toPlainDate({ day: 1 })
  const until = from.add({ months: 1 })
  return { name: month.toString(), from: from.toString(), until: until.toString(), days: month.daysInMonth }
}
