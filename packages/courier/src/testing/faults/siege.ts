import type { TestContext } from 'node:test'
import { migrate } from '../../migrations.ts'
import type { Flow, FlowStore } from './flow.ts'
import { openFlowStore } from './flow.ts'
import type { FlowingProcess } from './flowing-process.ts'
import { flowingProcess } from './flowing-process.ts'
import type { Sink } from './sink.ts'
import { startSink } from './sink.ts'

export interface Siege {
  readonly database: Flow['database']
  readonly processes: number
  readonly messages: number
  readonly seed: number
}

export interface Besieged {
  readonly mails: Sink['mails']
  readonly store: FlowStore
  readonly kills: number
  readonly seconds: number
}

// Long enough that a process gets to work, and often enough that many die in each phase of it.
const LIVES_MS = { least: 100, most: 1_800 }

/** Lets messages flow through processes that are killed at random moments, until every row says that its message is sent. */
export async function besiege(t: TestContext, { database, processes, messages, seed }: Siege): Promise<Besieged> {
  const chance = chanceFrom(seed)
  const store = openFlowStore(database)
  await migrate(store)
  const { port, mails } = await startSink(t)
  const over = Promise.withResolvers<void>()
  const timers = new Map<FlowingProcess, NodeJS.Timeout>()
  let kills = 0
  const begun = performance.now()

  /** The last news of all is a row that says so, or a process that begins and finds nothing left. */
  const look = async () => {
    if (mails.size < messages) return
    const [row] = await store.all("SELECT count(*) AS n FROM outbox WHERE state IN ('sent', 'delivered')")
    if (Number(row?.['n']) === messages) over.resolve()
  }
  const start = (index: number) => {
    const flow = { database, smtpPort: port, part: `p${index}`, messages: messages / processes }
    const flowing = flowingProcess(flow, (news) => {
      if (news === 'ready') timers.set(flowing, setTimeout(strike, chance(LIVES_MS.least, LIVES_MS.most), flowing))
      look().catch(over.reject)
    })
    return flowing
  }
  const strike = (flowing: FlowingProcess) => {
    kills += 1
    flowing.kill()
  }

  const all = Array.from({ length: processes }, (_, index) => start(index))
  t.after(() => {
    for (const timer of timers.values()) clearTimeout(timer)
    for (const each of all) each.end()
  })
  await over.promise
  return { mails, store, kills, seconds: (performance.now() - begun) / 1_000 }
}

/** Mulberry32: the same numbers for the same seed. */
function chanceFrom(seed: number): (least: number, most: number) => number {
  let state = seed
  return (least, most) => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return least + (((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * (most - least)
  }
}
