/**
 * `npm run bench:billing [-- --customers N]`: how long a billing run takes on SQLite, what it needs, how long it keeps others waiting,
 * and how fast anybody is found among so many. It prints figures and judges none: they depend on the machine.
 */
import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { percentile } from '../courier/percentiles.ts'
import { table } from '../takeover/table.ts'
import { fillCustomers } from './fill-customers.ts'
import { measureBilling } from './measure-billing.ts'
import { measureSearches } from './measure-search.ts'
import { openWorld } from './open-world.ts'

const { values } = parseArgs({ options: { customers: { type: 'string', default: '100000' } } })
const customers = Number(values.customers)
if (!Number.isSafeInteger(customers) || customers < 1) throw new RangeError('--customers takes a number above zero.')

const MEGABYTE = 1_000_000

await using world = await openWorld()
const { parts } = world.portal
const bytes = () => statSync(world.file).size / MEGABYTE
// The largest that the process has ever been, in kilobytes.
const memory = () => process.resourceUsage().maxRSS / 1000

await fillCustomers(parts.database, customers, parts.clock.now())
console.log(`${customers} customers: ${bytes().toFixed(0)} MB on disk, ${memory().toFixed(0)} MB of memory so far`)

const rows: string[][] = []
for (const month of ['2026-01', '2026-02']) {
  const before = bytes()
  const { bills, seconds, processorSeconds, longestBlockMs } = await measureBilling(parts, month)
  rows.push([
    ...[month, String(bills), seconds.toFixed(1), processorSeconds.toFixed(1), longestBlockMs.toFixed(0)],
    ...[memory().toFixed(0), (bytes() - before).toFixed(0)],
  ])
}
console.log(
  table(['month', 'bills', 's', 'processor, s', 'longest block, ms', 'memory, MB', 'added on disk, MB'], rows),
)

const searches = await measureSearches(parts, customers)
const all = [...searches.values()].flat()
const figures = (times: readonly number[]) => [0.5, 0.95, 1].map((share) => percentile(times, share).toFixed(1))
console.log(
  table(
    ['searched by, ms', 'p50', 'p95', 'longest'],
    [...[...searches].map(([kind, times]) => [kind, ...figures(times)]), ['all of them', ...figures(all)]],
  ),
)
