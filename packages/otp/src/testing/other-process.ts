/** An engine in a process of its own, on the same PostgreSQL database: it fires the barrages that it is sent. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Pool } from 'pg'
import { testClock } from '../../../../tools/testing/clock.ts'
import { createOtpEngine } from '../engine.ts'
import { postgresStore } from '../postgres-store.ts'
import type { Barrage, Fire } from './barrage.ts'
import { fireAt, tableCourier } from './barrage.ts'
import { KEY } from './worlds.ts'

/** What is told to the other process: the time that it is, and what it is to fire. */
interface Command {
  readonly order: number
  readonly now: number
  readonly barrage: Barrage
}

/** What it answers. */
interface Fired {
  readonly order: number
  readonly outcomes: string[]
}

/** Starts the other process. It ends with the test. */
export async function otherProcess(
  owner: { after(task: () => unknown): void },
  url: string,
): Promise<(now: number) => Fire> {
  const child = fork(fileURLToPath(import.meta.url), [url], { execArgv: ['--conditions=kerbside-source'] })
  owner.after(() => child.kill())
  await once(child, 'message')
  const waiting = new Map<number, (outcomes: string[]) => void>()
  child.on('message', ({ order, outcomes }: Fired) => waiting.get(order)?.(outcomes))
  let orders = 0
  return (now) => (barrage) => {
    orders += 1
    child.send({ order: orders, now, barrage } satisfies Command)
    return new Promise((resolve) => waiting.set(orders, resolve))
  }
}

async function serve(url: string, report: (message: unknown) => void): Promise<void> {
  const clock = testClock()
  const store = postgresStore(new Pool({ connectionString: url, max: 20, pipeline: true }))
  const fire = fireAt(createOtpEngine({ store, clock, keys: [KEY], courier: tableCourier }))
  await fire({ kind: 'requests', contact: 'warm-up@example.com', times: 1 })
  process.on('message', async ({ order, now, barrage }: Command) => {
    clock.advance(now - clock.now())
    report({ order, outcomes: await fire(barrage) } satisfies Fired)
  })
  report('ready')
}

const [, script, url] = process.argv
if (script === fileURLToPath(import.meta.url) && url !== undefined && process.send) {
  await serve(url, process.send.bind(process))
}
