import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { OPEN } from '../open-amounts.ts'
import type { Bill } from './bills.ts'
import { balanceOf } from './statement.ts'

/** What a customer owes, and by when. */
export interface Owed {
  /** Above zero is owed, below is credit. */
  readonly balanceMinor: number
  /** The earliest day by which something open is due; null when nothing is open. */
  readonly dueOn: string | null
}

export async function owedBy(db: Db, customerId: number): Promise<Owed> {
  const { dueOn } = await db
    .selectFrom('bill')
    .select(({ fn }) => fn.min('due_on').as('dueOn'))
    .where('customer_id', '=', customerId)
    .where(sql<boolean>`${sql.raw(OPEN)} > 0`)
    .executeTakeFirstOrThrow()
  return { balanceMinor: await balanceOf(db, customerId), dueOn }
}

/** How a bill changed what its customer owed: `previous − received + billed = due`. */
export interface BillContext {
  /** The balance on the day of the bill before this one, that bill in it. */
  readonly previousMinor: number
  /** Payments and corrections since then, before this bill; below zero where they took off. */
  readonly sinceMinor: number
  /** This bill's total. */
  readonly billedMinor: number
  /** What was due in all once this bill was there. */
  readonly dueMinor: number
}

/** What was owed before a bill, what came between, and what was due with it, as of the moment of issue. */
export async function contextOf(db: Db, bill: Pick<Bill, 'id' | 'customerId' | 'totalMinor'>): Promise<BillContext> {
  const before = await db
    .selectFrom('bill')
    .select(['id', 'issued_at'])
    .where('customer_id', '=', bill.customerId)
    .where('id', '<', bill.id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { issued_at } = await db
    .selectFrom('bill')
    .select('issued_at')
    .where('id', '=', bill.id)
    .executeTakeFirstOrThrow()
  const previousMinor = before ? await balanceAt(db, bill.customerId, before.issued_at, before.id) : 0
  const dueMinor = await balanceAt(db, bill.customerId, issued_at, bill.id)
  return {
    previousMinor,
    sinceMinor: dueMinor - bill.totalMinor - previousMinor,
    billedMinor: bill.totalMinor,
    dueMinor,
  }
}

/** The balance right after a bill was issued: what was recorded up to that instant, and no later bill. */
async function balanceAt(db: Db, customerId: number, at: number, billId: number): Promise<number> {
  const { balance } = await db
    .selectFrom('ledger_entry')
    .select(sql<number>`coalesce(sum(amount_minor), 0)`.as('balance'))
    .where('customer_id', '=', customerId)
    .where('at', '<=', at)
    .where(({ or, eb }) => or([eb('kind', '<>', 'bill'), eb('document_id', '<=', billId)]))
    .executeTakeFirstOrThrow()
  return balance
}
