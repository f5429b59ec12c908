import type { Config } from '../../config.ts'

/** What is left of a message's life after the night must suffice for some attempts. */
const LEAST_LIFE_MS = 3_600_000

/**
 * When a message that can wait may go: the end of the quiet hours, when it is made within them. Both ends are instants of the
 * operator's zone, so that a night in which clocks are changed is as long as it is: a time that comes twice ends them the
 * second time, one that is left out as soon as it is past.
 * @param now epoch milliseconds
 * @param notAfter a message that would be worth nothing by the morning goes at once
 * @returns epoch milliseconds; undefined for at once
 */
export function whenToSend(
  { quietHours, timeZone }: Pick<Config, 'quietHours' | 'timeZone'>,
  now: number,
  notAfter: number,
): number | undefined {
  if (!quietHours) return undefined
  const { from, until } = quietHours
  const isOverMidnight = Temporal.PlainTime.compare(from, until) > 0
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate()
  for (const day of [today.subtract({ days: 1 }), today]) {
    const last = isOverMidnight ? day.add({ days: 1 }) : day
    const begins = day.toPlainDateTime(from).toZonedDateTime(timeZone, { disambiguation: 'earlier' }).epochMilliseconds
    const ends = last.toPlainDateTime(until).toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds
    if (begins <= now && now < ends) return ends + LEAST_LIFE_MS <= notAfter ? ends : undefined
  }
  return undefined
}
