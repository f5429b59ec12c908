/** Rows of `global_budget`: the purse over all contacts, in shards so that sign-ins do not queue for one row. */
import type { Step, Trx } from '../store.ts'
import { send } from '../store.ts'
import type { GlobalBudgetRow } from '../tables.ts'
import { locking, rowOf } from './reading.ts'

const SHARD_LOCKED = locking('SELECT shard, clear, staked, live FROM global_budget WHERE shard = $1')
const MAKE_SHARD = `INSERT INTO global_budget (shard, clear, staked, live) VALUES ($1, 0, 0, 0)
  ON CONFLICT (shard) DO UPDATE SET shard = excluded.shard
  RETURNING global_budget.shard, global_budget.clear, global_budget.staked, global_budget.live`

/** A shard, locked until the commit: the last lock of every step. */
export function* lockShard(trx: Trx, shard: number): Step<GlobalBudgetRow> {
  const known: GlobalBudgetRow | undefined = yield* rowOf(trx.get(SHARD_LOCKED[trx.dialect], [shard]))
  if (known) return known
  const made: GlobalBudgetRow | undefined =
    trx.dialect === 'postgres' ? yield* rowOf(trx.get(MAKE_SHARD, [shard])) : undefined
  return made ?? { shard, clear: 0, staked: 0, live: 0 }
}

const SAVE_SHARD = `INSERT INTO global_budget (shard, clear, staked, live) VALUES ($1, $2, $3, $4)
  ON CONFLICT (shard) DO UPDATE SET clear = excluded.clear, staked = excluded.staked, live = excluded.live`

/** Writes a shard that `lockShard` gave. */
export function saveShard(trx: Trx, row: GlobalBudgetRow): void {
  send(trx, SAVE_SHARD, [row.shard, row.clear, row.staked, row.live])
}
