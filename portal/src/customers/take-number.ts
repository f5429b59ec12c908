import type { Db } from '../db/database.ts'
import { countIn, numberOf } from './number.ts'

/**
 * The next number of ours. It holds the counter until the commit, so customers are added one at a time: what is looked up
 * after it stays true.
 */
export async function takeNumber(trx: Db): Promise<string> {
  const { last } = await trx
    .updateTable('counter')
    .set(({ eb, ref }) => ({ last: eb(ref('last'), '+', 1) }))
    .where('name', '=', 'customer')
    .returning('last')
    .executeTakeFirstOrThrow()
  return numberOf(last)
}

/** Sees to it that the counter never gives a number that came from outside, such as from another Kerbside. */
export async function passGivenNumbers(trx: Db, numbers: readonly string[]): Promise<void> {
  const highest = Math.max(0, ...numbers.map((number) => countIn(number) ?? 0))
  if (highest === 0) return
  await trx
    .updateTable('counter')
    .set({ last: highest })
    .where('name', '=', 'customer')
    .where('last', '<', highest)
    .execute()
}
