import { dayAt } from '../values/day.ts'
import { periodOf } from '../values/period.ts'

/** The first day of an instant's month at the operator's: from then on an imported customer is served, unless told. */
export const firstOfMonthAt = (instant: number, timeZone: string): string => periodOf(dayAt(instant, timeZone)).from
