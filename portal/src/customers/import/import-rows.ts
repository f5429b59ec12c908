import type { Parts } from '../../web/parts.ts'
import { firstOfMonthAt } from '../days.ts'
import { holdNumbers, passGivenNumbers } from '../take-number.ts'
import type { ImportRow } from './check-row.ts'
import type { ImportContext } from './import-batch.ts'
import { reportBatch, writeBatch } from './import-batch.ts'
import type { Plan } from './plan-row.ts'

type ImportParts = Pick<Parts, 'db' | 'change' | 'clock' | 'config' | 'postOpenings'>

/** Whether an import writes, or only reports what it would write. */
export type ImportMode = 'write' | 'report'

// Short enough that a clerk who saves meanwhile waits for some milliseconds, long enough that a commit is shared by many.
const ROWS_A_BATCH = 200

/**
 * Imports rows batch by batch. What is written stays when a later batch fails: the import may be run again, and takes up
 * where it ended.
 * @param onRows is told after each batch how many rows are done with
 */
export async function importRows(
  parts: ImportParts,
  rows: readonly ImportRow[],
  { mode, onRows }: { readonly mode: ImportMode; readonly onRows: (many: number) => void },
): Promise<readonly Plan[]> {
  const { change, clock, config } = parts
  const now = clock.now()
  const context: ImportContext = { now, since: firstOfMonthAt(now, config.timeZone), met: new Map() }
  const run = mode === 'write' ? writeBatch : reportBatch
  if (mode === 'write') {
    // Before the first row is given a number, or a later row that brings the same one would mean the wrong customer.
    const given = rows.flatMap(({ number }) => number ?? [])
    await change(async (trx) => {
      await holdNumbers(trx)
      await passGivenNumbers(trx, given)
    })
  }
  const plans: Plan[] = []
  for (let at = 0; at < rows.length; at += ROWS_A_BATCH) {
    const batch = rows.slice(at, at + ROWS_A_BATCH)
    plans.push(...(await run(parts, batch, context)))
    onRows(batch.length)
  }
  return plans
}
