import { z } from 'zod'
import type { CustomerType } from '../../db/tables.ts'
import type { Locale, TextKey } from '../../locales/index.ts'
import type { FormError } from '../../ui/index.ts'
import { readAmount } from '../../values/read-amount.ts'
import { readForm } from '../../web/read-form.ts'
import { isSoundText } from '../../web/text-rules.ts'
import type { Contact } from '../contacts.ts'
import { contactsField } from '../contacts.ts'
import { customerFields, givenNumber } from '../fields.ts'
import type { ColumnName } from './read-header.ts'

/** A row that can be imported. What its cells leave empty is undefined, and kept as it is when the customer is there. */
export interface ImportRow {
  readonly line: number
  readonly number?: string | undefined
  readonly name: string
  readonly type: CustomerType
  readonly address?: string | undefined
  readonly language?: Locale | undefined
  readonly since?: string | undefined
  readonly openingBalanceMinor?: number | undefined
  readonly contacts: readonly Contact[]
}

/** What is wrong with a cell, or with the row as a whole. */
export interface CellFault extends FormError {
  readonly column?: string | undefined
  readonly typed?: string | undefined
}

/** A row that cannot, and everything that is wrong with it. */
export interface RefusedRow {
  readonly line: number
  readonly faults: readonly CellFault[]
}

export type CheckedRow = ({ readonly success: true } & ImportRow) | ({ readonly success: false } & RefusedRow)

/** Makes the check of a row; the rules are those of the forms of staff. */
export function rowChecker({ region, currency }: { readonly region: string; readonly currency: string }) {
  const schema = rowSchema(region, currency)
  return (line: number, cells: Readonly<Record<ColumnName, string>>): CheckedRow => {
    const unsound = Object.entries(cells).filter(([, text]) => !isSoundText(text))
    if (unsound.length > 0)
      return { success: false, line, faults: unsound.map(([column]) => ({ column, key: UNSOUND })) }
    const form = readForm({ get: () => cells }, schema)
    if (!form.success) {
      const faults = Object.entries(form.errors).map(([column, error]) => ({
        column,
        typed: form.values[column],
        ...error,
      }))
      return { success: false, line, faults }
    }
    const { email, phone, opening_balance, ...entry } = form.data
    return { success: true, line, ...entry, openingBalanceMinor: opening_balance, contacts: [...email, ...phone] }
  }
}

const UNSOUND: TextKey = 'customers.form.unprintable'
const BALANCE: TextKey = 'customers.form.balanceWrong'

const rowSchema = (region: string, currency: string) =>
  z.object({
    number: givenNumber,
    name: customerFields.name,
    type: z.string().toLowerCase().pipe(customerFields.type),
    // Old books often lack it; staff add it when they next open the record.
    address: emptyOr(customerFields.address),
    language: emptyOr(z.string().transform(languageIn).pipe(customerFields.language)),
    since: emptyOr(customerFields.since),
    opening_balance: emptyOr(
      z.string().transform((typed, context) => {
        const amount = readAmount(typed, currency)
        if (amount) return amount.amountMinor
        context.addIssue({ code: 'custom', message: BALANCE, input: typed })
        return z.NEVER
      }),
    ),
    email: contactsField('email', region),
    phone: contactsField('phone', region),
  })

/** A cell that may be left empty. */
const emptyOr = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((cell) => (cell === '' ? undefined : cell), schema.optional())

/** `es` of `ES` and `es-MX`. */
const languageIn = (cell: string): string => cell.toLowerCase().split(/[-_]/)[0] ?? ''
