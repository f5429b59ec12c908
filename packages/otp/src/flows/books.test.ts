import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Store } from '../store.ts'
import { Books } from '../testing/books.ts'
import type { Bounds } from '../testing/bounds.ts'
import { Actors, happening } from '../testing/happenings.ts'
import { assertStakes } from '../testing/stakes.ts'
import { emptyStore } from '../testing/stores.ts'
import { watchedStore } from '../testing/watched-store.ts'
import { databases, worldOn } from '../testing/worlds.ts'

const RUNS = { sqlite: 25, postgres: 5 }
/** A failing run is repeated by its seed: `FC_SEED=… node --test …`. */
const seed = Number(process.env['FC_SEED'] ?? randomInt(2 ** 31))

const SECOND = 1000
const HOUR = 3600 * SECOND
const DAY = 24 * HOUR

const policy = fc.record({
  length: fc.integer({ min: 6, max: 9 }),
  maxAttempts: fc.integer({ min: 1, max: 10 }),
  expiryMinutes: fc.integer({ min: 1, max: 10 }),
  cooldownSeconds: fc.constantFrom<[number, number, number]>([0, 0, 0], [30, 60, 120]),
  resend: fc.constantFrom('new' as const, 'same' as const),
  strangerEmail: fc.constantFrom('2/day', '8/day', '1000/day'),
  device: fc.constantFrom('48/day', '1000/day'),
})

const bounds = fc.record({
  contact: fc.constantFrom(100, 1000, 10_000, 100_000),
  all: fc.constantFrom(1000, 10_000, 1_000_000, 10_000_000),
  shards: fc.integer({ min: 1, max: 3 }),
})

/** Clocks are set back, by seconds, and machines sleep for months. */
const jump = fc.constantFrom(
  -SECOND,
  0,
  1,
  SECOND,
  40 * SECOND,
  5 * 60 * SECOND,
  32 * 60 * SECOND,
  4 * HOUR,
  DAY,
  90 * DAY,
  364 * DAY,
)

const wave = fc.record({
  jump,
  happenings: fc.array(happening, { minLength: 1, maxLength: 6 }),
  /** After so many statements the database fails, once; mostly it does not come to that. */
  failsAfter: fc.integer({ min: 1, max: 400 }),
})
type Value<T> = T extends fc.Arbitrary<infer V> ? V : never

class Broken extends Error {}

/** A store that fails when it is told to. */
function failingStore(store: Store): { store: Store; failAfter(statements: number): void } {
  let left = Number.POSITIVE_INFINITY
  const failing = watchedStore(store, () => {
    left -= 1
    if (left === 0) throw new Broken('The database is gone.')
  })
  return {
    store: failing,
    failAfter(statements) {
      left = statements
    },
  }
}

/** Lets waves of happenings go over an installation, and gives how full its fullest purse became in a year. */
async function live(
  store: Store,
  rules: Value<typeof policy>,
  limits: Bounds,
  waves: readonly Value<typeof wave>[],
): Promise<number> {
  const bound = { takeoverBound: limits.contact / 1e9, takeoverBoundAll: limits.all / 1e9, shards: limits.shards }
  const world = worldOn(store, { policy: { ...rules, ...bound } })
  const failing = failingStore(store)
  const engine = world.another({ store: failing.store })
  const books = new Books(limits)
  const actors = new Actors(world)
  let latest = world.clock.now()
  for (const { jump, happenings, failsAfter } of waves) {
    latest = Math.max(latest, world.clock.advance(jump))
    failing.failAfter(failsAfter)
    const acts = await Promise.allSettled(happenings.map((one) => actors.act(engine, one)))
    failing.failAfter(Number.POSITIVE_INFINITY)
    for (const act of acts) if (act.status === 'rejected' && !(act.reason instanceof Broken)) throw act.reason
    await actors.read()
    await assertStakes(store, latest)
    await books.compare(store, world.clock.now(), actors.judged)
    actors.judged = new Map()
  }
  return books.windows.fullest()
}

for (const database of databases) {
  test(`under any policy each guess is booked once, purses add up, and no year is over its bound (${database})`, async (t) => {
    t.diagnostic(`seed ${seed}`)
    let fullest = 0
    await fc.assert(
      fc.asyncProperty(policy, bounds, fc.array(wave, { maxLength: 40, size: 'max' }), async (rules, limits, waves) => {
        fullest = Math.max(fullest, await live(await emptyStore(t, database), rules, limits, waves))
      }),
      { numRuns: RUNS[database], seed },
    )
    t.diagnostic(`the fullest purse lost ${(fullest * 100).toFixed(1)} % of its bound in a year`)
  })
}
