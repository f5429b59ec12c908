import type { CourierTables } from '@kerbside/courier'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/database.ts'
import { BILL_KIND } from './bill-wording.ts'

const columns = [
  ...(['id', 'reference', 'channel', 'address', 'state', 'next_at', 'fault', 'sent_at', 'delivered_at'] as const),
  'ended_at',
] as const

/** A message about a bill, as the outbox has it: nothing else says whether it was sent. */
export type Told = Readonly<Pick<Selectable<CourierTables['outbox']>, (typeof columns)[number]>>

/** The messages about bills, by the number of the bill, the newest first. They are kept for ninety days. */
export async function toldOf(db: Db, numbers: readonly string[]): Promise<(number: string) => readonly Told[]> {
  if (numbers.length === 0) return () => []
  const rows = await db
    .selectFrom('outbox')
    .select(columns)
    .where('reference', 'in', numbers)
    .where('kind', '=', BILL_KIND)
    .orderBy('id', 'desc')
    .execute()
  const byNumber = Map.groupBy(rows, ({ reference }) => reference)
  return (number) => byNumber.get(number) ?? []
}
