import { z } from 'zod'
import type { TextKey } from '../locales/index.ts'
import { isDay } from '../values/day.ts'
import { readAmount } from '../values/read-amount.ts'
import { oneLine } from './text-rules.ts'

const key = (name: TextKey): string => name

// A thousand million in a currency with cents; so that ten thousand of it are still exact numbers.
const MOST_MINOR = 100_000_000_000

/** An amount above zero, as people write it; read to minor units of the currency. */
export const typedAmount = (currency: string) =>
  z.string().transform((typed, c) => {
    const amountMinor = readAmount(typed, currency)?.amountMinor
    if (amountMinor !== undefined && amountMinor > 0 && amountMinor <= MOST_MINOR) return amountMinor
    c.addIssue({ code: 'custom', message: key('web.form.amountWrong') })
    return z.NEVER
  })

/** A price: an amount that may be zero. */
export const typedPrice = (currency: string) =>
  z.string().transform((typed, c) => {
    const amountMinor = readAmount(typed, currency)?.amountMinor
    if (amountMinor !== undefined && amountMinor >= 0 && amountMinor <= MOST_MINOR) return amountMinor
    c.addIssue({ code: 'custom', message: key('web.form.priceWrong') })
    return z.NEVER
  })

// A share or a rate in basis points: two decimals, as for a currency with cents.
const WHOLE_PERCENT_BP = 10_000

/** A percentage from 0 to 100 with up to two decimals, in basis points. */
export const typedPercent = z.string().transform((typed, c) => {
  const basisPoints = readAmount(typed.replace(/\s*[%٪]\s*$/, ''), 'EUR')?.amountMinor
  if (basisPoints !== undefined && basisPoints >= 0 && basisPoints <= WHOLE_PERCENT_BP) return basisPoints
  c.addIssue({ code: 'custom', message: key('web.form.percentWrong') })
  return z.NEVER
})

// The years bound a slip of the finger, not history.
const YEARS = /^(19[5-9]|20\d)\d-/

/** A day of the calendar, as browsers send it. */
export const typedDay = z
  .string()
  .trim()
  .refine((text) => YEARS.test(text) && isDay(text), key('web.form.dayWrong'))

/** The same where it may be left out: null. */
export const typedDayOrNone = z.preprocess(
  (typed) => (typed === '' || typed === undefined ? null : typed),
  typedDay.nullable(),
)

// As long as a line of a bill.
const LONGEST_LINE = 120

/** One line that has to be there, such as a reason or a name. @param missing what is said where it is not */
export const typedLine = (missing: TextKey) =>
  z
    .string()
    .transform(oneLine)
    .pipe(
      z
        .string()
        .min(1, missing)
        .max(LONGEST_LINE, key('web.form.tooLong'))
        .regex(/^\P{Cc}*$/u),
    )

/** One line that may be empty. */
export const typedLineOrNone = z
  .string()
  .transform(oneLine)
  .pipe(
    z
      .string()
      .max(LONGEST_LINE, key('web.form.tooLong'))
      .regex(/^\P{Cc}*$/u),
  )

// A currency with three decimals reads thousandths.
const THOUSANDTHS = 'KWD'
const MOST_MILLI = 10_000_000

/** A quantity above zero with up to three decimals, in thousandths. */
export const typedQuantity = z.string().transform((typed, c) => {
  const quantityMilli = readAmount(typed, THOUSANDTHS)?.amountMinor
  if (quantityMilli !== undefined && quantityMilli > 0 && quantityMilli <= MOST_MILLI) return quantityMilli
  c.addIssue({ code: 'custom', message: key('web.form.quantityWrong') })
  return z.NEVER
})
