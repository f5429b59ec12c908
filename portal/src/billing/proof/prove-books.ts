import type { Row } from '@kerbside/otp'
import type { Config } from '../../config.ts'
import { dayAt } from '../../values/day.ts'
import type { Parts } from '../../web/parts.ts'
import type { Check } from './checks.ts'
import { checks } from './checks.ts'
import { billHashFaults, creditHashFaults } from './hash-faults.ts'

// Who has more to mend than that mends these first.
const FAULTS_A_CHECK = 100

/**
 * Proves the books: balances, allocations, numbers, days, and every issued document unchanged.
 * @returns a line for each fault that names it, none when the books hold
 */
export async function proveBooks({
  db,
  database,
  clock,
  config,
}: Pick<Parts, 'db' | 'database' | 'clock'> & { readonly config: Pick<Config, 'timeZone'> }): Promise<
  readonly string[]
> {
  const today = dayAt(clock.now(), config.timeZone)
  const faults: string[] = []
  for (const check of checks) {
    const values = check.takes === 'today' ? [today] : []
    const rows = await database.store.all(`${check.sql} ORDER BY 1 LIMIT ${FAULTS_A_CHECK}`, values)
    faults.push(...rows.map((row) => faultOf(check, row)))
  }
  return [...faults, ...(await billHashFaults(db)), ...(await creditHashFaults(db))]
}

const faultOf = ({ fault }: Check, row: Row) =>
  fault.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(row[name] ?? ''))
