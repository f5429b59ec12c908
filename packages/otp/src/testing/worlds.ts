import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { TestClock } from '../../../../tools/testing/clock.ts'
import { testClock } from '../../../../tools/testing/clock.ts'
import type { EngineOptions, OtpEngine } from '../api.ts'
import type { Order } from '../courier.ts'
import { createOtpEngine } from '../engine.ts'
import type { OtpEvent, Requested } from '../results.ts'
import type { Store } from '../store.ts'
import { emptyStore } from './stores.ts'

/** An engine on a real database, with a courier that remembers its orders and a clock that the test moves. */
export interface World {
  engine: OtpEngine
  store: Store
  clock: TestClock
  orders: Order[]
  events: OtpEvent[]
  /** A second engine on the same database, as another process would have it. */
  another(options?: Partial<EngineOptions>): OtpEngine
  /** The code of the newest message to this address. */
  codeFor(address: string): Promise<string>
  /** The pass of the newest message to this address; an error when it carries none. */
  passFor(address: string): Promise<string>
  /** Asks for a code by e-mail; a test that expects a refusal asks the engine itself. */
  ask(contact: string, more?: Partial<Parameters<OtpEngine['request']>[0]>): Promise<Requested>
}

export const KEY = 'the first key of the tests: 0123456789abcdef'

export const databases = ['sqlite', 'postgres'] as const
export type DatabaseName = (typeof databases)[number]

/** Runs one promise on each database. */
export function onBoth(
  promise: string,
  body: (world: World, t: TestContext) => Promise<void>,
  options: Partial<EngineOptions> = {},
): void {
  for (const database of databases) {
    test(`${promise} (${database})`, async (t) => body(await world(t, database, options), t))
  }
}

/** A world on an empty database. A file's worlds come one after another: on PostgreSQL they share a database. */
export async function world(
  t: TestContext,
  database: DatabaseName,
  options: Partial<EngineOptions> = {},
): Promise<World> {
  return worldOn(options.store ?? (await emptyStore(t, database)), options)
}

/** A world on a store that is there. */
export function worldOn(store: Store, options: Partial<EngineOptions> = {}): World {
  const clock = testClock()
  const orders: Order[] = []
  const events: OtpEvent[] = []
  const another: World['another'] = (more = {}) =>
    createOtpEngine({
      clock,
      keys: [KEY],
      courier: { enqueue: (trx, order) => trx.afterCommit(() => orders.push(order)) },
      onEvent: (event) => events.push(event),
      ...options,
      store,
      ...more,
    })
  const engine = another()
  const newestTo = async (address: string) => {
    const order = orders.findLast((one) => one.address === address)
    const revealed = order && (await engine.reveal(order.reference))
    if (!revealed) throw new Error(`No message to ${address} reveals a code.`)
    return revealed
  }
  return {
    engine,
    store,
    clock,
    orders,
    events,
    another,
    async codeFor(address) {
      const { code } = await newestTo(address)
      if (code === null) throw new Error(`The newest message to ${address} has no code any more.`)
      return code
    },
    async passFor(address) {
      const { pass } = await newestTo(address)
      if (pass === null) throw new Error(`The newest message to ${address} carries no pass.`)
      return pass
    },
    async ask(contact, more) {
      const requested = await engine.request({ channel: 'email', contact, ...more })
      if (!requested.success) throw new Error(requested.reason)
      return requested
    },
  }
}

/** A code of the same length that is not this one. */
export const wrong = (code: string): string => String((Number(code[0]) + 1) % 10) + code.slice(1)
