import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { OPEN } from '../open-amounts.ts'

/** How much of what a customer owes should have been paid before today. */
export async function overdueOf(db: Db, customerId: number, today: string): Promise<number> {
  const { overdue } = await db
    .selectFrom('bill')
    .select(sql<number>`coalesce(sum(${sql.raw(OPEN)}), 0)`.as('overdue'))
    .where('customer_id', '=', customerId)
    .where('due_on', '<', today)
    .executeTakeFirstOrThrow()
  return overdue
}
