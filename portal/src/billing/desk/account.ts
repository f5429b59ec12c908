import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { LEFT, OPEN } from '../open-amounts.ts'
import type { Bill } from '../queries/bills.ts'
import { billColumns, onDay } from '../queries/bills.ts'
import { balanceOf } from '../queries/statement.ts'

/** How a customer's account stands. */
export interface Account {
  /** Above zero is owed, below is credit. */
  readonly balanceMinor: number
  /** What was paid ahead and has settled no bill. */
  readonly creditMinor: number
  /** What is open of bills that should have been paid. */
  readonly overdueMinor: number
  /** The oldest first, as payments settle them. */
  readonly openBills: readonly Bill[]
  /** Whether there are more than are shown. */
  readonly isMore: boolean
}

const MOST_BILLS = 50

export async function accountOf(db: Db, customerId: number, today: string): Promise<Account> {
  const [balanceMinor, credit, open] = await Promise.all([
    balanceOf(db, customerId),
    db
      .selectFrom('payment')
      .select(sql<number>`coalesce(sum(${sql.raw(LEFT)}), 0)`.as('minor'))
      .where('customer_id', '=', customerId)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('bill')
      .select(billColumns)
      .where('customer_id', '=', customerId)
      .where(sql<boolean>`${sql.raw(OPEN)} > 0`)
      .orderBy('id')
      .limit(MOST_BILLS + 1)
      .execute(),
  ])
  const bills = open.map(onDay(today))
  const overdueMinor = bills
    .filter(({ status }) => status === 'overdue')
    .reduce((sum, { openMinor }) => sum + openMinor, 0)
  const openBills = bills.slice(0, MOST_BILLS)
  return { balanceMinor, creditMinor: credit.minor, overdueMinor, openBills, isMore: bills.length > MOST_BILLS }
}
