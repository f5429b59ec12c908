import { z } from 'zod'
import { customerTypes } from '../../../customers/index.ts'
import type { TextKey } from '../../../locales/index.ts'
import { formKey } from '../../../web/form-key.ts'
import { typedAmount, typedDay, typedLine, typedPercent, typedPrice } from '../../../web/typed-fields.ts'
import { taxFields } from '../tax-fields.ts'

const key = (name: TextKey): string => name

/** The form that adds a plan. */
export const planForm = (currency: string) =>
  z.object({
    name: typedLine('billing.prices.nameMissing'),
    type: z.enum(customerTypes, key('billing.prices.typeMissing')),
    price: typedPrice(currency),
    from_on: typedDay,
    ...taxFields,
    key: formKey,
  })

/** The form that sets a price from a day on. */
export const priceForm = (currency: string) =>
  z.object({ price: typedPrice(currency), from_on: typedDay, key: formKey })

/** The form that chooses the tax of a plan. */
export const planTaxForm = z.object(taxFields)

/** The form that keeps a waste item under its name. */
export const itemForm = (currency: string) =>
  z.object({
    name: typedLine('billing.prices.nameMissing'),
    unit: typedLine('billing.prices.unitMissing'),
    price: typedPrice(currency),
    ...taxFields,
  })

/** The form that adds a tax, and the one that sets its rate. */
export const rateForm = z.object({ rate: typedPercent, from_on: typedDay, key: formKey })
export const taxForm = rateForm.extend({ name: typedLine('billing.prices.nameMissing') })

// As many as the table takes.
const MOST_DUE_DAYS = 365

/** The form of the rules that the books are kept by. */
export const booksForm = (currency: string) =>
  z.object({
    due_days: z.coerce
      .number(key('billing.books.dueDaysWrong'))
      .int(key('billing.books.dueDaysWrong'))
      .min(0, key('billing.books.dueDaysWrong'))
      .max(MOST_DUE_DAYS, key('billing.books.dueDaysWrong')),
    second_person_above: z.union([typedAmount(currency), typedPrice(currency)]),
  })
