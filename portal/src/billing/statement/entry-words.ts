import { paths } from '../../paths.ts'
import type { StatementLine } from '../queries/statement.ts'
import type { Speech } from '../speech.ts'

/** What an entry of a statement is: Bill, Payment, Credit note. */
export const entryWords = ({ t }: Pick<Speech, 't'>, { kind }: Pick<StatementLine, 'kind'>): string =>
  t(`billing.entry.${kind}`)

/** Where a customer finds the document behind an entry; undefined where there is none. */
export function entryHref({ kind, number }: Pick<StatementLine, 'kind' | 'number'>): string | undefined {
  if (kind === 'bill') return paths.bill(number)
  if (kind === 'payment') return paths.payment(number)
  return kind === 'credit_note' ? paths.creditNote(number) : undefined
}
