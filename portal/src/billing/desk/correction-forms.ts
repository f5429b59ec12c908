import { z } from 'zod'
import type { TextKey } from '../../locales/index.ts'
import type { FormError } from '../../ui/index.ts'
import { readAmount } from '../../values/read-amount.ts'
import { formKey } from '../../web/form-key.ts'
import { typedAmount, typedLine } from '../../web/typed-fields.ts'
import type { CreditableLine, CreditWish } from '../rules/credit-lines.ts'

const key = (name: TextKey): string => name

/** How much of a bill is taken back: all of it because it was wrong, all of it for goodwill, or parts of lines. */
const extents = ['released', 'kept', 'parts'] as const

/** The form that credits a bill. The lines bring a field each, `line_1`, `line_2` …, which {@link wishesIn} reads. */
export const creditForm = z.looseObject({
  extent: z.enum(extents, key('billing.credit.extentMissing')),
  reason: typedLine('billing.credit.reasonMissing'),
  key: formKey,
})

/** The form that gives something of a bill up. */
export const writeOffForm = (currency: string) =>
  z.object({ amount: typedAmount(currency), reason: typedLine('billing.credit.reasonMissing'), key: formKey })

/** The field of a line. */
export const fieldOf = ({ position }: Pick<CreditableLine, 'position'>): string => `line_${position}`

export type Wishes =
  | { readonly success: true; readonly wishes: readonly CreditWish[] }
  | { readonly success: false; readonly field: string; readonly error: FormError }

/** Reads how much is wished of each line; an empty field wishes nothing. */
export function wishesIn(
  fields: Readonly<Record<string, unknown>>,
  lines: readonly CreditableLine[],
  currency: string,
): Wishes {
  const wishes: CreditWish[] = []
  for (const line of lines) {
    const field = fieldOf(line)
    const typed = fields[field]
    if (typeof typed !== 'string' || typed.trim() === '') continue
    const totalMinor = readAmount(typed, currency)?.amountMinor
    if (totalMinor === undefined || totalMinor <= 0) return refused(field, 'web.form.amountWrong')
    if (totalMinor > leftOf(line)) return refused(field, 'billing.credit.moreThanLeft')
    wishes.push({ position: line.position, totalMinor })
  }
  const [first] = lines
  if (wishes.length > 0 || !first) return { success: true, wishes }
  return refused(fieldOf(first), 'billing.credit.noParts')
}

const refused = (field: string, error: TextKey): Wishes => ({ success: false, field, error: { key: error } })

/** What is left of a line, tax in it. */
export const leftOf = ({ leftNetMinor, leftTaxMinor }: CreditableLine): number => leftNetMinor + leftTaxMinor
