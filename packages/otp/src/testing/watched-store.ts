import type { Reply, Store, Trx, Value } from '../store.ts'

/** What a store was asked, in order. */
export interface Asked {
  readonly sql: string
  readonly values: readonly Value[]
}

/**
 * The same store, with somebody who looks on. `onAsk` hears of each statement before it runs; what it throws is what the
 * statement throws, as a database does that fails there.
 */
export function watchedStore(store: Store, onAsk: (asked: Asked) => void): Store {
  const watched =
    <T>(ask: (sql: string, values?: readonly Value[]) => Reply<T>) =>
    (sql: string, values: readonly Value[] = []): Reply<T> => {
      onAsk({ sql, values })
      return ask(sql, values)
    }
  const watchedTrx = (trx: Trx): Trx => ({
    dialect: trx.dialect,
    get: watched((sql, values) => trx.get(sql, values)),
    all: watched((sql, values) => trx.all(sql, values)),
    run: watched((sql, values) => trx.run(sql, values)),
    afterCommit: (task) => trx.afterCommit(task),
  })
  return {
    dialect: store.dialect,
    get: watched((sql, values) => store.get(sql, values)),
    all: watched((sql, values) => store.all(sql, values)),
    write: (step) => store.write((trx) => step(watchedTrx(trx))),
  }
}
