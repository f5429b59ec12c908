import type { Db } from '../../db/database.ts'
import type { Bill } from './bills.ts'

/** The bill that another one is compared with. */
export interface BillBefore {
  readonly id: number
  readonly number: string
  /** `YYYY-MM`. */
  readonly period: string
  readonly totalMinor: number
}

/** The statement of {@link billBefore}, for a test that reads its plan. */
export const selectBillBefore = (
  db: Db,
  { customerId, period, issuedAt }: Pick<Bill, 'customerId' | 'period' | 'issuedAt'>,
) =>
  db
    .selectFrom('bill')
    .select(['id', 'number', 'period', 'total_minor as totalMinor'])
    .where('customer_id', '=', customerId)
    .where('kind', '=', 'regular')
    .where('period', '<', period)
    .where('issued_at', '<=', issuedAt)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('credit_note')
            .select('credit_note.id')
            .whereRef('credit_note.bill_id', '=', 'bill.id')
            .where('releases_days', '=', 1)
            .where('credit_note.issued_at', '<=', issuedAt),
        ),
      ),
    )
    .orderBy('period', 'desc')
    .orderBy('round', 'desc')
    .limit(1)

/**
 * The regular bill of an earlier month that stood when this one was issued. What happened to it later changes nothing, so
 * a bill says the same of it for ever.
 */
export const billBefore = (
  db: Db,
  bill: Pick<Bill, 'kind' | 'customerId' | 'period' | 'issuedAt'>,
): Promise<BillBefore | undefined> =>
  bill.kind === 'regular' ? selectBillBefore(db, bill).executeTakeFirst() : Promise.resolve(undefined)
