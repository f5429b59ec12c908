import type { SqliteDatabase } from '@kerbside/sqlite'
import { openSqlite } from '@kerbside/sqlite'
import type { Courier, OtpEngine, PolicyOptions } from '../../packages/otp/src/index.ts'
import type { TestClock } from '../../tools/testing/clock.ts'
import { testClock } from '../../tools/testing/clock.ts'
import type { EngineSource } from './engine-source.ts'

/** An engine on a database in memory, and a clock that the simulation moves. */
export interface World {
  readonly source: EngineSource
  readonly engine: OtpEngine
  readonly store: SqliteDatabase
  readonly clock: TestClock
  close(): void
}

export async function openWorld(source: EngineSource, courier: Courier, policy: PolicyOptions = {}): Promise<World> {
  const store = openSqlite(':memory:')
  await source.otp.migrate(store)
  const clock = testClock()
  const keys = ['a key for simulations alone: 0123456789abcdef']
  const engine = source.otp.createOtpEngine({ store, courier, keys, policy, clock })
  return { source, engine, store, clock, close: () => store.close() }
}
