import type { Db } from '../../db/database.ts'
import type { Payment } from '../queries.ts'
import { refundsOf, settledBy } from '../queries.ts'

/** A payment, what it settled and what went back. */
export interface ShownPayment {
  readonly payment: Payment
  readonly settled: Awaited<ReturnType<typeof settledBy>>
  readonly refunds: Awaited<ReturnType<typeof refundsOf>>
  readonly reversal: { readonly reversedOn: string; readonly reason: string } | undefined
}

/** Gathers what a receipt says. Whose it is has been asked before. */
export async function showPayment(db: Db, payment: Payment): Promise<ShownPayment> {
  const [settled, refunds, reversal] = await Promise.all([
    settledBy(db, payment.id),
    refundsOf(db, payment.id),
    db
      .selectFrom('reversal')
      .select(['reversed_on as reversedOn', 'reason'])
      .where('payment_id', '=', payment.id)
      .executeTakeFirst(),
  ])
  return { payment, settled, refunds, reversal }
}
