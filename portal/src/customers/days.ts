/** The day that an instant (epoch milliseconds) falls on at the operator's, `YYYY-MM-DD`. */
export const dayAt = (instant: number, timeZone: string): string => plainDay(instant, timeZone).toString()

/** The first day of an instant's month at the operator's: from then on an imported customer is served, unless told. */
export const firstOfMonthAt = (instant: number, timeZone: string): string =>
  plainDay(instant, timeZone).with({ day: 1 }).toString()

const plainDay = (instant: number, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate()
