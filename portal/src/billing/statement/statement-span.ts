import type { FormState } from '../../ui/index.ts'
import { addDays, daysBetween, isDay } from '../../values/day.ts'

/** The days of a statement, both counted, as people choose them. */
export interface StatementSpan {
  readonly from: string
  readonly to: string
}

// Ten years: longer than books must be kept in most places, and a bound to the lines of a page.
const MOST_DAYS = 3660

export type SpanReading =
  | { readonly success: true; readonly span: StatementSpan }
  | { readonly success: false; readonly form: FormState }

/** Reads the days that an address names; without any it is the present year until today. */
export function readSpan({ from, to }: Partial<StatementSpan>, today: string): SpanReading {
  const span = { from: from || `${today.slice(0, 4)}-01-01`, to: to || today }
  const refuse = (field: keyof StatementSpan, fault: 'noDay' | 'wrongOrder' | 'tooLong'): SpanReading => ({
    success: false,
    form: { values: { ...span }, errors: { [field]: { key: `billing.statement.${fault}` } } },
  })
  if (!isDay(span.from)) return refuse('from', 'noDay')
  if (!isDay(span.to)) return refuse('to', 'noDay')
  if (span.from > span.to) return refuse('to', 'wrongOrder')
  if (daysBetween(span.from, span.to) > MOST_DAYS) return refuse('from', 'tooLong')
  return { success: true, span }
}

/** The same half-open, as the books are asked. */
export const halfOpen = ({ from, to }: StatementSpan) => ({ from, until: addDays(to, 1) })
