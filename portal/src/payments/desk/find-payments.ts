import { sql } from 'kysely'
import { documentNumberIn } from '../../billing/index.ts'
import { beginsWith } from '../../db/begins-with.ts'
import type { Database, Db } from '../../db/database.ts'
import { paths } from '../../paths.ts'

/** The page of the payment whose receipt has this number, or of the one from which a refund with this number came. */
export async function findReceipt(db: Db, typed: string): Promise<string | undefined> {
  const number = documentNumberIn(typed) ?? typed
  const found = await db
    .selectFrom('payment')
    .select('number')
    .where('number', '=', number)
    .unionAll(
      db
        .selectFrom('refund')
        .innerJoin('payment', 'payment.id', 'refund.payment_id')
        .select('payment.number')
        .where('refund.number', '=', number),
    )
    .executeTakeFirst()
  return found && paths.admin.payment(found.number)
}

/** A payment that a reference leads to. */
export interface ReferredPayment {
  readonly number: string
  readonly reference: string
  readonly customerName: string
  readonly receivedOn: string
  readonly amountMinor: number
  readonly currency: string
}

/**
 * Payments whose reference is what was typed or, where none is, begins with it.
 * @returns one more than asked for where there are more
 */
export async function findByReference(
  database: Database,
  typed: string,
  many: number,
): Promise<readonly ReferredPayment[]> {
  const exact = await exactReference(database, typed, many + 1).execute()
  return exact.length > 0 ? exact : referenceQuery(database, typed, many + 1).execute()
}

/** The statement that looks for the whole reference. */
export const exactReference = ({ db }: Pick<Database, 'db'>, typed: string, many: number) =>
  columnsOf(db).where(sql<boolean>`lower(payment.reference) = lower(${typed})`).limit(many)

/** The statement that looks for a beginning, for a test that reads its plan. */
export const referenceQuery = ({ db, dialect }: Pick<Database, 'db' | 'dialect'>, typed: string, many: number) =>
  columnsOf(db)
    .where(beginsWith(dialect, 'payment.reference', typed))
    .limit(many)

const columnsOf = (db: Db) =>
  db
    .selectFrom('payment')
    .innerJoin('customer', 'customer.id', 'payment.customer_id')
    .select(['payment.number', 'payment.reference', 'customer.name as customerName'])
    .select(['payment.received_on as receivedOn', 'payment.amount_minor as amountMinor', 'payment.currency'])
    .where('payment.reference', '<>', '')
