import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { OPEN } from '../open-amounts.ts'
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
