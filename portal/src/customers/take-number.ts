import type { Db } from '../db/database.ts'
import { countIn, numberOf } from './number.ts'

/**
 * Holds the counter of numbers until the commit. Whoever adds customers does this first, so they are added one transaction
 * at a time, and who is there already can be looked up without a race.
 */
export async function holdNumbers(trx: Db): Promise<void> {
  await trx
    .updateTable('counter')
    .set(({ ref }) => ({ last: ref('last') }))
    .where('name', '=', 'customer')
    .execute()
}

/** Takes the next numbers of ours, `many` of them, and gives what hands them out one by one. */
export async function takeNumbers(trx: Db, many: number): Promise<() => string> {
  const { last } = await trx
    .updateTable('counter')
    .set(({ eb, ref }) => ({ last: eb(ref('last'), '+', many) }))
    .where('name', '=', 'customer')
    .returning('last')
    .executeTakeFirstOrThrow()
  let handedOut = last - many
  return () => {
    handedOut += 1
    if (handedOut > last) throw new RangeError(`More than the ${many} numbers that were taken are wanted.`)
    return numberOf(handedOut)
  }
}

/** Sees to it that the counter never gives a number that came from outside, such as from another Kerbside. */
export async function passGivenNumbers(trx: Db, numbers: readonly string[]): Promise<void> {
  // An import brings more numbers than a call takes arguments.
  const highest = numbers.reduce((most, number) => Math.max(most, countIn(number) ?? 0), 0)
  if (highest === 0) return
  await trx
    .updateTable('counter')
    .set({ last: highest })
    .where('name', '=', 'customer')
    .where('last', '<', highest)
    .execute()
}
