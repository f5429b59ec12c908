import assert from 'node:assert/strict'
import type { Contact } from '../contacts/contact.ts'
import { onBoth } from '../testing/worlds.ts'

const HOUR = 3_600_000
const ana: Contact = { otpType: 'email', canonical: 'ana@example.com', typed: 'ana@example.com' }

onBoth(
  'staff see when the next message can go to a contact, and whether a pass is about',
  async ({ ask, engine, clock }) => {
    const nothing = { strangersNextAt: null, refusedUntil: null, passUntil: null }
    assert.deepEqual(await engine.standing(ana), nothing)
    await ask(ana.canonical)
    assert.deepEqual(await engine.standing(ana), nothing)
    for (let message = 1; message < 5; message += 1) await ask(ana.canonical)
    const { resendAt, held } = await ask(ana.canonical)
    assert.equal(held, true)
    const full = { ...nothing, strangersNextAt: resendAt, passUntil: clock.now() + 24 * HOUR }
    assert.deepEqual(await engine.standing(ana), full)
    clock.advance(3 * HOUR)
    assert.equal((await engine.standing(ana)).strangersNextAt, null)
  },
)

onBoth('staff see until when an owner refuses strangers', async ({ engine, clock }) => {
  const { until } = await engine.refuseStrangers(ana.canonical)
  assert.equal((await engine.standing(ana)).refusedUntil, until)
  clock.advance(24 * HOUR)
  assert.equal((await engine.standing(ana)).refusedUntil, null)
})
