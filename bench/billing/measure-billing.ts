import { monitorEventLoopDelay } from 'node:perf_hooks'
import { systemActor } from '../../portal/src/audit/index.ts'
import { billPeriod } from '../../portal/src/billing/run/issue-run.ts'
import { readPeriod } from '../../portal/src/values/period.ts'
import type { Parts } from '../../portal/src/web/parts.ts'

/** What a month cost. */
export interface BilledMonth {
  readonly bills: number
  readonly seconds: number
  /** Of the processor: what is left of `seconds` when others need the machine, too. */
  readonly processorSeconds: number
  /** The longest time in which the process answered nobody else. */
  readonly longestBlockMs: number
}

const RESOLUTION_MS = 5
const NS_PER_MS = 1e6
const US_PER_S = 1e6

/** Bills a month for everybody, as the command does, with a message to each customer. */
export async function measureBilling(parts: Parts, name: string): Promise<BilledMonth> {
  const period = readPeriod(name)
  if (!period) throw new RangeError(`${name} is no month.`)
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  const [startedAt, used] = [performance.now(), process.cpuUsage()]
  const billed = await billPeriod({ ...parts, by: systemActor }, { period, group: 'all' })
  const seconds = (performance.now() - startedAt) / 1000
  const { user, system } = process.cpuUsage(used)
  delay.disable()
  if (!billed.success) throw new Error(`The month was not billed: ${billed.reason}`)
  const processorSeconds = (user + system) / US_PER_S
  return { bills: billed.issued, seconds, processorSeconds, longestBlockMs: delay.max / NS_PER_MS }
}
