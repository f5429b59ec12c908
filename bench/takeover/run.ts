/**
 * `npm run bench:takeover [-- --full]`: attacks the engine for two simulated years, sprays it, and takes its rules out one by one.
 * Fails when a promise is broken, or holds without the rule that is there for it.
 */
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { loadEngine } from './engine-source.ts'
import { reportAttackers } from './reports/attackers.ts'
import { reportHealing } from './reports/healing.ts'
import { reportBareSprays, reportSpray } from './reports/sprays.ts'
import { reportWithout } from './reports/without.ts'

const { values } = parseArgs({ options: { full: { type: 'boolean', default: false } } })
const SIZES = { short: { contacts: 20_000, weeks: 8 }, full: { contacts: 100_000, weeks: 52 } }

const beganAt = performance.now()
const source = await loadEngine()
const faults = [
  ...(await reportAttackers(source, 730)),
  ...(await reportSpray(source, SIZES[values.full ? 'full' : 'short'])),
  ...reportBareSprays(source),
  ...(await reportWithout(source)),
]
reportHealing(source)
for (const fault of faults) console.error(fault)
console.log(`${Math.round((performance.now() - beganAt) / 1000)} s; ${faults.length} faults`)
if (faults.length > 0) process.exitCode = 1
