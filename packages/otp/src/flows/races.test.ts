import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { createDatabase } from '../../../../tools/testing/postgres.ts'
import type { Fire } from '../testing/barrage.ts'
import { fireAt, halved, makeSightTables, tableCourier } from '../testing/barrage.ts'
import { otherProcess } from '../testing/other-process.ts'
import { assertStakes } from '../testing/stakes.ts'
import { migratedPostgres, sqliteStore } from '../testing/stores.ts'
import type { World } from '../testing/worlds.ts'
import { worldOn, wrong } from '../testing/worlds.ts'

const MINUTE = 60_000

/** A world under fire. Orders and sessions stand in tables, which all processes share. */
interface Battle extends World {
  readonly fire: Fire
  /** The code and pass of the newest message to this address. */
  newest(address: string): Promise<{ code: string; pass: string | null }>
  /** Messages to this address so far. */
  sent(address: string): Promise<number>
  sessions(): Promise<number>
}

/** A process takes its time to start, so that one test holds all battles of a place, as its subtests. */
const battles: [string, (battle: Battle) => Promise<void>][] = []
const promise = (title: string, body: (battle: Battle) => Promise<void>) => battles.push([title, body])

promise('of 200 wrong guesses at once five are judged', async ({ ask, fire, newest, engine }) => {
  const { flow } = await ask('ana@example.com')
  const { code } = await newest('ana@example.com')
  const outcomes = await fire({ kind: 'guesses', flow, codes: Array(200).fill(wrong(code)) })
  assert.deepEqual(tally(outcomes), { wrong_code: 5, too_many_attempts: 195 })
  assert.equal((await engine.look(flow))?.attemptsLeft, 0)
})

promise('of 50 right codes at once one signs in, and opens one session', async ({ ask, fire, newest, sessions }) => {
  const before = await sessions()
  const { flow } = await ask('ben@example.com')
  const { code } = await newest('ben@example.com')
  assert.deepEqual(tally(await fire({ kind: 'guesses', flow, codes: Array(50).fill(code) })), {
    success: 1,
    already_used: 49,
  })
  assert.equal((await sessions()) - before, 1)
})

promise('a right guess beside four wrong ones in flight is never refused', async ({ ask, fire, newest }) => {
  for (let round = 0; round < 10; round += 1) {
    const address = `cat${round}@example.com`
    const { flow } = await ask(address)
    const { code } = await newest(address)
    const codes = Array<string>(5).fill(wrong(code))
    codes[round % 5] = code
    const outcomes = await fire({ kind: 'guesses', flow, codes })
    assert.equal(tally(outcomes)['success'], 1, String(outcomes))
  }
})

promise(
  'with guesses in flight, a new code after a resend is never refused, and the old one never passes',
  async (battle) => {
    const { ask, fire, newest, engine, clock } = battle
    const rounds = Array.from({ length: 8 }, (_, round) => `dan${round}@example.com`)
    const flows = new Map<string, { flow: string; old: string }>()
    for (const address of rounds) {
      const { flow } = await ask(address)
      flows.set(address, { flow, old: (await newest(address)).code })
    }
    clock.advance(30_000)
    for (const [address, { flow, old }] of flows) {
      const inFlight = fire({ kind: 'guesses', flow, codes: [wrong(old), wrong(old)] })
      assert.equal((await engine.resend({ flow })).success, true)
      const { code } = await newest(address)
      if (code === old) continue
      const outcomes = await fire({ kind: 'guesses', flow, codes: [old, old, code, old, old] })
      assert.equal(tally(outcomes)['success'], 1, String(outcomes))
      assert.equal(outcomes.filter((outcome) => outcome === 'wrong_code').length, 0, String(outcomes))
      for (const outcome of await inFlight) assert.match(outcome, /^(wrong_code|already_used)$/)
    }
  },
)

promise(
  'of 200 requests at once on one contact five are open and the rest are held',
  async ({ fire, sent, store, clock }) => {
    const outcomes = await fire({ kind: 'requests', contact: 'eve@example.com', times: 200 })
    assert.deepEqual(tally(outcomes), { success: 5, held: 195 })
    assert.equal(await sent('eve@example.com'), 5)
    await assertStakes(store, clock.now())
  },
)

promise('50 resends at once of one flow send one message', async ({ ask, fire, sent, clock }) => {
  const { flow } = await ask('fay@example.com')
  clock.advance(30_000)
  assert.deepEqual(tally(await fire({ kind: 'resends', flow, times: 50 })), { success: 1, cooling_down: 49 })
  assert.equal(await sent('fay@example.com'), 2)
})

promise('50 right passes at once on one flow are one use, one stake and one message', async (battle) => {
  const { ask, fire, newest, sent, store, engine, clock } = battle
  for (let message = 0; message < 5; message += 1) await ask('gus@example.com')
  const { pass } = await newest('gus@example.com')
  assert.ok(pass)
  const { flow, held } = await ask('gus@example.com')
  assert.equal(held, true)
  const outcomes = await fire({ kind: 'passes', flow, pass, times: 50 })
  assert.deepEqual(tally(outcomes), { success: 1, pass_not_taken: 49 })
  assert.equal(await sent('gus@example.com'), 6)
  const budgetOf = [await engine.contactKey('gus@example.com')]
  const [budget] = await store.all('SELECT pass_uses FROM contact_budget WHERE contact = $1', budgetOf)
  assert.equal(budget?.['pass_uses'], 2)
  await assertStakes(store, clock.now())
})

promise(
  'a right code in flight beside a pass signs in or is an earlier one: one of the two wins, and all is booked once',
  async (battle) => {
    const { ask, fire, newest, engine, store, clock } = battle
    const won = { code: 0, pass: 0 }
    for (let round = 0; round < 6; round += 1) {
      const address = `hal${round}@example.com`
      for (let message = 0; message < 4; message += 1) await ask(address)
      const { flow } = await ask(address)
      const { code, pass } = await newest(address)
      const passed = fire({ kind: 'passes', flow, pass: pass ?? '', times: 2 })
      const [guessed = ''] = await fireAt(engine)({ kind: 'guesses', flow, codes: [code] })
      const opened = tally(await passed)['success'] ?? 0
      const renewed = (await newest(address)).code
      if (guessed === 'success') won.code += 1
      else {
        won.pass += 1
        assert.ok(code === renewed || guessed === 'earlier_code', guessed)
      }
      assert.equal(opened + Number(guessed === 'success'), 1)
      await assertStakes(store, clock.now())
    }
  },
)

async function battleOf(world: World, fire: Fire): Promise<Battle> {
  const { store, engine } = world
  await engine.contactKey('') // the engine is ready
  return {
    ...world,
    fire,
    async newest(address) {
      const orders = await store.all('SELECT reference FROM sent_order WHERE address = $1', [address])
      for (const { reference } of orders.reverse()) {
        const revealed = await engine.reveal(String(reference))
        if (revealed?.code) return { code: revealed.code, pass: revealed.pass }
      }
      return { code: '', pass: null }
    },
    async sent(address) {
      return (await store.all('SELECT 1 AS one FROM sent_order WHERE address = $1', [address])).length
    },
    async sessions() {
      return (await store.all('SELECT otp FROM opened_session')).length
    },
  }
}

const tally = (outcomes: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

async function fight(t: TestContext, battle: Battle): Promise<void> {
  for (const [title, body] of battles) {
    await t.test(title, async () => {
      await body(battle)
      battle.clock.advance(MINUTE)
    })
  }
}

test('races on SQLite, in one process', async (t) => {
  const store = await sqliteStore(t)
  await makeSightTables(store)
  const world = worldOn(store, { courier: tableCourier })
  await fight(t, await battleOf(world, fireAt(world.engine)))
})

test('races on PostgreSQL, between two processes', async (t) => {
  const url = await createDatabase(t)
  const store = await migratedPostgres(t, { connectionString: url })
  await makeSightTables(store)
  const world = worldOn(store, { courier: tableCourier })
  const there = await otherProcess(t, url)
  const here = fireAt(world.engine)
  const fire: Fire = async (barrage) => {
    const [ours, theirs] = halved(barrage)
    return (await Promise.all([there(world.clock.now())(theirs), here(ours)])).flat()
  }
  await fight(t, await battleOf(world, fire))
})
