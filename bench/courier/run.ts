/**
 * `npm run bench:courier`: how long it takes from a request for a code until the mail server has taken the mail with it. Fails
 * when that is longer than promised.
 */
import type { Owner } from '../../e2e/running-portal.ts'
import { createDatabase } from '../../tools/testing/postgres.ts'
import { table } from '../takeover/table.ts'
import { percentile } from './percentiles.ts'
import { measureRequests } from './requests.ts'

const PROMISED = { p50: 15, p99: 100 }
const REQUESTS = { count: 300, warmUp: 50, pauseMs: 50 }

const tasks: (() => void | Promise<void>)[] = []
const owner: Owner = { after: (task) => tasks.push(task) }

const rows: string[][] = []
let isKept = true
try {
  const databases = { SQLite: {}, PostgreSQL: { DATABASE_URL: await createDatabase(owner) } }
  for (const [database, settings] of Object.entries(databases)) {
    const { answered, accepted } = await measureRequests(owner, { ...REQUESTS, settings })
    rows.push([`${database}: answered`, ...figures(answered)], [`${database}: mail accepted`, ...figures(accepted)])
    isKept &&= percentile(accepted, 0.5) <= PROMISED.p50 && percentile(accepted, 0.99) <= PROMISED.p99
  }
} finally {
  for (const task of tasks.toReversed()) await task()
}
console.log(table([`${REQUESTS.count} requests one at a time, ms`, 'p50', 'p90', 'p99', 'longest'], rows))
console.log(`promised: p50 ≤ ${PROMISED.p50} ms, p99 ≤ ${PROMISED.p99} ms; ${isKept ? 'kept' : 'broken'}`)
if (!isKept) process.exitCode = 1

function figures(values: readonly number[]): string[] {
  return [0.5, 0.9, 0.99, 1].map((share) => percentile(values, share).toFixed(1))
}
