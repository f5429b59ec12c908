import assert from 'node:assert/strict'
import type { PaidOptions } from '../budget/paid-limits.ts'
import { mintToken } from '../codes/tokens.ts'
import type { World } from '../testing/worlds.ts'
import { onBoth } from '../testing/worlds.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR_US = 31_536_000_000_000

const withPaid = (paid: PaidOptions) => ({ policy: { paid } })
/** Numbers of Nepal that can receive messages, all different. */
const nepal = (index: number): string => `+97798412345${String(index).padStart(2, '0')}`

function askers({ engine }: World) {
  return async (contact: string, more: Partial<Parameters<World['engine']['request']>[0]> = {}) => {
    const requested = await engine.request({ channel: 'sms', contact, ...more })
    if (!requested.success) throw new Error(requested.reason)
    return requested
  }
}

onBoth(
  "when the day's text messages are used up strangers are held, known and unknown alike, and mail goes on",
  async (world) => {
    const ask = askers(world)
    const { clock, orders } = world
    for (const [index, recipient] of ['+9779841234500', null, null].entries()) {
      assert.equal((await ask(nepal(index), { recipient })).held, false)
    }
    const known = await ask(nepal(3))
    const unknown = await ask(nepal(4), { recipient: null })
    const byWhatsapp = await ask(nepal(5), { channel: 'whatsapp' })
    for (const { held, resendAt } of [known, unknown, byWhatsapp]) {
      assert.deepEqual([held, resendAt], [true, clock.now() + 8 * HOUR])
    }
    assert.equal(orders.length, 3)
    assert.equal((await world.ask('ana@example.com')).held, false)
    clock.advance(8 * HOUR)
    const opened = await world.engine.resend({ flow: known.flow })
    assert.equal(opened.success && opened.held, false)
    assert.equal((await ask(nepal(6))).held, true)
  },
  withPaid({ all: '3/day' }),
)

onBoth(
  'one country leaves the others their messages, and what one account has no room for is taken of none',
  async (world) => {
    const ask = askers(world)
    for (let index = 0; index < 2; index += 1) assert.equal((await ask(nepal(index))).held, false)
    for (let index = 2; index < 9; index += 1) assert.equal((await ask(nepal(index))).held, true)
    for (const contact of ['+447400123456', '+447400123457']) assert.equal((await ask(contact)).held, false)
    assert.equal((await ask('+33612345678')).held, true)
    const accounts = await world.store.all('SELECT subject, tat FROM paid_limit ORDER BY subject')
    assert.deepEqual(
      accounts.map(({ subject, tat }) => [subject, Number(tat) - world.clock.now()]),
      [
        ['all', DAY],
        ['country GB', DAY],
        ['country NP', DAY],
      ],
    )
  },
  withPaid({ all: '4/day', country: '2/day' }),
)

onBoth(
  'a resend counts, and what is given back by a lane that was empty after all counts no more',
  async (world) => {
    const ask = askers(world)
    const { engine, clock, store } = world
    const first = await ask(nepal(0))
    for (let message = 0; message < 3; message += 1) await ask(nepal(0))
    clock.advance(MINUTE)
    // The lane of this number is empty: the resend takes nothing of the day's.
    assert.equal((await engine.resend({ flow: first.flow })).success, false)
    const before = await store.all('SELECT subject, tat FROM paid_limit ORDER BY subject')
    const { flow } = await ask(nepal(1))
    clock.advance(MINUTE)
    assert.equal((await engine.resend({ flow })).success, true)
    assert.equal((await ask(nepal(2))).held, true)
    assert.equal(before.length, 2)
    assert.ok(before.every(({ tat }) => Number(tat) === clock.now() - 2 * MINUTE + 4 * 4 * HOUR))
  },
  withPaid({ all: '6/day', country: '6/day' }),
)

onBoth('what was taken for a flow that its purse then holds is given back', async (world) => {
  const ask = askers(world)
  const { store, clock } = world
  await ask(nepal(0))
  const accounts = () => store.all('SELECT subject, tat FROM paid_limit ORDER BY subject')
  const before = await accounts()
  // As if all had been lost at once: not even sixteen digits can be paid.
  const values = [clock.now() * 1000 + YEAR_US]
  await store.write((trx) => trx.run('UPDATE contact_budget SET s_clear = $1', values))
  assert.equal((await ask(nepal(0))).held, true)
  assert.deepEqual(await accounts(), before)
})

onBoth(
  'a resend that has no message of the day says when, and leaves the code as it is',
  async (world) => {
    const ask = askers(world)
    const { engine, clock, codeFor } = world
    const { flow } = await ask(nepal(0))
    await ask(nepal(1))
    clock.advance(MINUTE)
    const resent = await engine.resend({ flow })
    assert.deepEqual(resent, { success: false, reason: 'empty_lane', retryAt: clock.now() - MINUTE + 12 * HOUR })
    assert.equal((await engine.verify({ flow, code: await codeFor(nepal(0)) })).success, true)
  },
  withPaid({ all: '2/day' }),
)

onBoth(
  "a resend takes of its client address's share, and where that is used up another address has its own",
  async (world) => {
    const ask = askers(world)
    const { engine, clock } = world
    const [here, there] = ['192.0.2.1', '198.51.100.1']
    const first = await ask(nepal(0), { client: here })
    const second = await ask(nepal(1), { client: here })
    clock.advance(MINUTE)
    assert.equal((await engine.resend({ flow: first.flow, client: here })).success, true)
    const refused = await engine.resend({ flow: second.flow, client: here })
    assert.deepEqual([refused.success, !refused.success && refused.reason], [false, 'empty_lane'])
    const again = await ask(nepal(1), { client: here, current: second.flow })
    assert.equal(again.flow, second.flow)
    assert.equal((await ask(nepal(2), { client: here })).held, true)
    const third = await ask(nepal(3), { client: there })
    clock.advance(MINUTE)
    assert.equal((await engine.resend({ flow: third.flow, client: there })).success, true)
    assert.equal(world.orders.length, 5)
    // Mail costs nothing: only what is asked for anew counts.
    const mail = await world.ask('ana@example.com', { client: here })
    clock.advance(MINUTE)
    assert.equal((await engine.resend({ flow: mail.flow, client: here })).success, true)
  },
  withPaid({ address: '3/day' }),
)

onBoth(
  'a known device and a pass have their messages when the day has none left for strangers',
  async (world) => {
    const ask = askers(world)
    const { engine, clock, store, passFor } = world
    for (let message = 0; message < 4; message += 1) await ask(nepal(0))
    const held = await ask(nepal(0))
    assert.equal(held.held, true)
    assert.equal((await ask(nepal(1))).held, true)
    const passed = await engine.resend({ flow: held.flow, pass: await passFor(nepal(0)) })
    assert.equal(passed.success && passed.held, false)
    clock.advance(MINUTE)
    assert.equal((await engine.resend({ flow: held.flow })).success, true)

    const { token, secretHash } = mintToken(clock.now())
    const contact = await engine.contactKey(nepal(1))
    const values = [clock.now(), secretHash, contact, clock.now() + DAY]
    await store.write((trx) =>
      trx.run(
        'INSERT INTO device (id, secret_hash, contact, created_at, last_used_at, expires_at) VALUES ($1, $2, $3, $1, $1, $4)',
        values,
      ),
    )
    const known = await ask(nepal(1), { recognisedBy: token })
    assert.equal(known.held, false)
    clock.advance(MINUTE)
    assert.equal((await engine.resend({ flow: known.flow })).success, true)
  },
  withPaid({ all: '4/day' }),
)

onBoth(
  'strangers spend half of the budget, by the prices of countries',
  async (world) => {
    const ask = askers(world)
    const outcomes: boolean[] = []
    for (let index = 0; index < 4; index += 1) outcomes.push((await ask(nepal(index))).held)
    outcomes.push((await ask('+447400123456')).held)
    // Half of strangers' two is there at once: a message to Nepal is 0.40, one to Britain 0.10.
    assert.deepEqual(outcomes, [false, false, true, true, false])
  },
  withPaid({ dailyBudget: 4, price: 0.1, prices: { NP: 0.4 }, countries: ['NP'] }),
)

onBoth(
  "text messages have a share of their own of a client address, which leaves the address's mail alone",
  async (world) => {
    const ask = askers(world)
    const client = '192.0.2.1'
    const outcomes = [0, 1, 2].map(async (index) => (await ask(nepal(index), { client })).held)
    assert.deepEqual((await Promise.all(outcomes)).toSorted(), [false, false, true])
    assert.equal((await ask(nepal(3), { client: '192.0.2.2' })).held, false)
    assert.equal((await world.ask('ana@example.com', { client })).held, false)
  },
  withPaid({ address: '2/day' }),
)

onBoth(
  'of fifty numbers that ask at once as many get a message as the day has, to the last one',
  async (world) => {
    const ask = askers(world)
    const asked = await Promise.all(Array.from({ length: 50 }, (_, index) => ask(nepal(index))))
    assert.equal(asked.filter(({ held }) => !held).length, 7)
    const [all] = await world.store.all(`SELECT tat FROM paid_limit WHERE subject = 'all'`)
    assert.equal(Number(all?.['tat']) - world.clock.now(), 7 * Math.ceil(DAY / 7))
  },
  withPaid({ all: '7/day' }),
)

onBoth(
  'with limits off nothing is counted, and a resend may come at once',
  async (world) => {
    const ask = askers(world)
    for (let index = 0; index < 3; index += 1) {
      const { held, resendAt } = await ask(nepal(index))
      assert.deepEqual([held, resendAt], [false, world.clock.now()])
    }
    assert.deepEqual(await world.store.all('SELECT subject FROM paid_limit'), [])
  },
  { policy: { limits: false, paid: { all: '1/day' } } },
)
