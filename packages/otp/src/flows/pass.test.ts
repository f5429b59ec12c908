import assert from 'node:assert/strict'
import { assertStakes } from '../testing/stakes.ts'
import type { World } from '../testing/worlds.ts'
import { onBoth, wrong } from '../testing/worlds.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Uses up the strangers' lane of a contact, so that its newest messages carry a pass and the next flow is held. */
async function emptyLane({ ask }: World, contact: string): Promise<void> {
  for (let message = 0; message < 5; message += 1) assert.equal((await ask(contact)).held, false)
}

onBoth('the last two messages of a lane carry the pass, and those that follow while it lives', async (world) => {
  const { ask, engine, orders, clock } = world
  const passes: (string | null | undefined)[] = []
  const askAndLook = async () => {
    await ask('ana@example.com')
    passes.push((await engine.reveal(orders.at(-1)?.reference ?? ''))?.pass)
  }
  for (let message = 0; message < 5; message += 1) await askAndLook()
  clock.advance(23 * HOUR)
  await askAndLook()
  clock.advance(2 * DAY)
  await askAndLook()
  const pass = passes[3] ?? ''
  assert.match(pass, /^\d{12}$/)
  assert.deepEqual(passes, [null, null, null, pass, pass, pass, null])
})

onBoth('a pass opens a held flow at once, in the lane and the purse of its owner', async (world) => {
  const { ask, engine, passFor, codeFor, store, clock } = world
  await emptyLane(world, 'ana@example.com')
  const pass = await passFor('ana@example.com')
  const held = await ask('ana@example.com')
  assert.equal(held.held, true)
  const opened = await engine.resend({
    flow: held.flow,
    pass: `${pass.slice(0, 4)} ${pass.slice(4, 8)}-${pass.slice(8)}`,
  })
  assert.ok(opened.success)
  assert.deepEqual([opened.held, opened.codeLength, opened.expiresAt], [false, 6, clock.now() + 5 * MINUTE])
  assert.equal((await engine.look(held.flow))?.endsAt, clock.now() + 30 * MINUTE)
  await assertStakes(store, clock.now())
  const [{ k_staked } = {}] = await store.all('SELECT k_staked FROM contact_budget')
  assert.ok(Number(k_staked) > 0)
  const result = await engine.verify({ flow: held.flow, code: await codeFor('ana@example.com') })
  assert.equal(result.success && result.recognised, true)
})

onBoth('a pass opens no session, and its 12 digits are no guess at the code', async (world) => {
  const { ask, engine, passFor } = world
  await emptyLane(world, 'ana@example.com')
  const pass = await passFor('ana@example.com')
  const { flow } = await ask('ben@example.com')
  const result = await engine.verify({ flow, code: pass })
  assert.deepEqual(!result.success && [result.reason, result.attemptsLeft], ['code_is_pass', 5])
})

onBoth(
  'an open flow takes a pass once: its guesses are booked, its attempts begin anew, its code is a new one',
  async (world) => {
    const { ask, engine, passFor, codeFor, store, clock } = world
    await emptyLane(world, 'ana@example.com')
    const pass = await passFor('ana@example.com')
    clock.advance(3 * HOUR)
    const { flow } = await ask('ana@example.com')
    const old = await codeFor('ana@example.com')
    for (let guess = 0; guess < 3; guess += 1) await engine.verify({ flow, code: wrong(old) })
    assert.equal((await engine.resend({ flow, pass })).success, true)
    await assertStakes(store, clock.now())
    const [{ s_clear } = {}] = await store.all('SELECT s_clear FROM contact_budget')
    // Three guesses at 6 digits, at twice the year in 60.
    assert.equal(s_clear, clock.now() * 1000 + 3 * (31_536_000_000_000 / 30))
    const state = await engine.look(flow)
    assert.deepEqual([state?.attemptsLeft, state?.takesPass], [5, false])
    const code = await codeFor('ana@example.com')
    if (code !== old) {
      const earlier = await engine.verify({ flow, code: old })
      assert.deepEqual(!earlier.success && [earlier.reason, earlier.attemptsLeft], ['earlier_code', 5])
    }
    assert.deepEqual(await engine.resend({ flow, pass }), { success: false, reason: 'pass_not_taken' })
    assert.equal((await engine.verify({ flow, code })).success, true)
  },
)

onBoth('a pass is used up after three uses, a resend of its flow being one', async (world) => {
  const { ask, engine, passFor, clock } = world
  await emptyLane(world, 'ana@example.com')
  const pass = await passFor('ana@example.com')
  const [first, second, third] = [
    await ask('ana@example.com'),
    await ask('ana@example.com'),
    await ask('ana@example.com'),
  ]
  assert.equal((await engine.resend({ flow: first.flow, pass })).success, true)
  assert.equal((await engine.resend({ flow: second.flow, pass })).success, true)
  clock.advance(MINUTE)
  assert.equal((await engine.resend({ flow: second.flow })).success, true)
  const freesAt = third.resendAt
  assert.deepEqual(await engine.resend({ flow: third.flow, pass }), {
    success: false,
    reason: 'pass_used',
    retryAt: freesAt,
  })
  clock.advance(MINUTE)
  assert.deepEqual(await engine.resend({ flow: first.flow }), {
    success: false,
    reason: 'empty_lane',
    retryAt: freesAt,
  })
})

onBoth('the message after a used-up pass brings another one', async (world) => {
  const { ask, engine, passFor, clock } = world
  await emptyLane(world, 'ana@example.com')
  const pass = await passFor('ana@example.com')
  for (let use = 0; use < 3; use += 1) {
    const { flow } = await ask('ana@example.com')
    assert.equal((await engine.resend({ flow, pass })).success, true)
  }
  const held = await ask('ana@example.com')
  clock.advance(3 * HOUR)
  assert.equal((await engine.resend({ flow: held.flow })).success, true)
  assert.notEqual(await passFor('ana@example.com'), pass)
  const waiting = await ask('ana@example.com')
  assert.equal(!(await engine.resend({ flow: waiting.flow, pass })).success, true)
  assert.equal((await engine.resend({ flow: waiting.flow, pass: await passFor('ana@example.com') })).success, true)
})

onBoth('a pass dies 24 hours after the newest message that carries it', async (world) => {
  const { ask, engine, passFor, clock } = world
  for (const contact of ['ana@example.com', 'ben@example.com']) await emptyLane(world, contact)
  const [anas, bens] = [await passFor('ana@example.com'), await passFor('ben@example.com')]
  const held = await ask('ana@example.com')
  clock.advance(DAY - 1)
  assert.equal((await engine.resend({ flow: held.flow, pass: anas })).success, true)
  clock.advance(1)
  const { flow } = await ask('ben@example.com')
  const refused = await engine.resend({ flow, pass: bens })
  assert.deepEqual(refused, { success: false, reason: 'wrong_pass', triesLeft: 4 })
})

onBoth('a flow takes five wrong passes, whatever they are, and then no right one', async (world) => {
  const { ask, engine, passFor } = world
  await emptyLane(world, 'ana@example.com')
  const pass = await passFor('ana@example.com')
  const held = await ask('ana@example.com')
  for (let left = 4; left >= 0; left -= 1) {
    const refused = await engine.resend({ flow: held.flow, pass: wrong(pass) })
    assert.deepEqual(refused, { success: false, reason: 'wrong_pass', triesLeft: left })
  }
  assert.deepEqual(await engine.resend({ flow: held.flow, pass }), { success: false, reason: 'pass_not_taken' })
  assert.equal((await engine.look(held.flow))?.takesPass, false)
  const other = await ask('ana@example.com')
  assert.equal((await engine.resend({ flow: other.flow, pass })).success, true)
})

onBoth('what has not 12 digits is no pass try', async (world) => {
  const { ask, engine } = world
  const { flow } = await ask('ana@example.com')
  for (const pass of ['', '12345678901', '1234567890123', 'twelve']) {
    assert.deepEqual(await engine.resend({ flow, pass }), { success: false, reason: 'pass_length' })
  }
  assert.equal((await engine.look(flow))?.passTriesLeft, 5)
})

onBoth('a pass of one contact opens no flow of another', async (world) => {
  const { ask, engine, passFor } = world
  await emptyLane(world, 'ana@example.com')
  await emptyLane(world, 'ben@example.com')
  const held = await ask('ben@example.com')
  const refused = await engine.resend({ flow: held.flow, pass: await passFor('ana@example.com') })
  assert.equal(!refused.success && refused.reason, 'wrong_pass')
})

onBoth('a pass that was made under an older key is still good', async (world) => {
  await emptyLane(world, 'ana@example.com')
  const pass = await world.passFor('ana@example.com')
  const { flow } = await world.ask('ana@example.com')
  const rotated = world.another({
    keys: ['a newer key of the tests: 0123456789abcdef', 'the first key of the tests: 0123456789abcdef'],
  })
  assert.equal((await rotated.resend({ flow, pass })).success, true)
})

onBoth(
  'a pass on an open flow leaves every flow in the chain of its contact',
  async ({ ask, engine, passFor, store }) => {
    const flows = []
    for (let message = 0; message < 5; message += 1) flows.push((await ask('ana@example.com')).flow)
    const pass = await passFor('ana@example.com')
    assert.equal((await engine.resend({ flow: flows[1] ?? '', pass })).success, true)
    const chain = await store.all(`WITH RECURSIVE chain(id, previous_otp) AS (
      SELECT o.id, o.previous_otp FROM contact_budget b JOIN otp o ON o.id = b.newest_otp
      UNION ALL SELECT o.id, o.previous_otp FROM otp o JOIN chain ON o.id = chain.previous_otp)
    SELECT id FROM chain`)
    assert.equal(chain.length, 5)
  },
)

onBoth("the code from before a pass is told as an earlier one, also where the owner's is shorter", async (world) => {
  const { ask, engine, passFor, codeFor, store, clock } = world
  await emptyLane(world, 'ana@example.com')
  const pass = await passFor('ana@example.com')
  // Strangers have lost seven tenths of their purse; ten guesses at 6 digits cost a third.
  const lost = clock.now() * 1000 + 22_075_200_000_000
  await store.write((trx) => trx.run('UPDATE contact_budget SET s_clear = $1', [lost]))
  clock.advance(3 * HOUR)
  const { flow, codeLength } = await ask('ana@example.com')
  assert.equal(codeLength, 7)
  const before = await codeFor('ana@example.com')
  const opened = await engine.resend({ flow, pass })
  assert.equal(opened.success && opened.codeLength, 6)
  const earlier = await engine.verify({ flow, code: before })
  assert.deepEqual(!earlier.success && [earlier.reason, earlier.attemptsLeft], ['earlier_code', 5])
})

onBoth('while the owner refuses strangers their requests are decoys, and the pass makes one real', async (world) => {
  const { ask, engine, passFor, codeFor, orders, store, clock } = world
  const resend = async (flow: string, pass?: string) => {
    assert.equal((await engine.resend(pass === undefined ? { flow } : { flow, pass })).success, true)
    return orders.at(-1)?.silent
  }
  await emptyLane(world, 'ana@example.com')
  const pass = await passFor('ana@example.com')
  const held = await ask('ana@example.com')
  await store.write((trx) => trx.run('UPDATE contact_budget SET refuse_until = $1', [clock.now() + DAY]))
  clock.advance(6 * HOUR)
  assert.equal(await resend(held.flow), true)
  clock.advance(MINUTE)
  assert.equal(await resend(held.flow), true)
  const unfit = await engine.verify({ flow: held.flow, code: await codeFor('ana@example.com') })
  assert.equal(!unfit.success && unfit.reason, 'wrong_code')

  const waiting = await ask('ana@example.com')
  assert.equal(await resend(waiting.flow, pass), false)
  clock.advance(MINUTE)
  assert.equal(await resend(waiting.flow), false)
  assert.equal((await engine.verify({ flow: waiting.flow, code: await codeFor('ana@example.com') })).success, true)
})

onBoth('a refused flow stays a decoy through its resends', async (world) => {
  const { ask, engine, codeFor, orders, store, clock } = world
  await ask('ana@example.com')
  await store.write((trx) => trx.run('UPDATE contact_budget SET refuse_until = $1', [clock.now() + 60_000]))
  const { flow } = await ask('ana@example.com')
  clock.advance(2 * MINUTE)
  assert.equal((await engine.resend({ flow })).success, true)
  assert.equal(orders.at(-1)?.silent, true)
  assert.equal((await engine.verify({ flow, code: await codeFor('ana@example.com') })).success, false)
})
