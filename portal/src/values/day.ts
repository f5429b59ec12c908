/** Days are texts `YYYY-MM-DD` at the operator's: they sort as they follow one another, and no time zone moves them. */

/** The day that an instant (epoch milliseconds) falls on at the operator's. */
export const dayAt = (instant: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()

export const addDays = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString()

/** How many days lie from one day until another, which is not counted. */
export const daysBetween = (from: string, until: string): number =>
  Temporal.PlainDate.from(from).until(until, { largestUnit: 'days' }).days

/** True for a day of the calendar, written in full. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
