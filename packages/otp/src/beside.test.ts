import assert from 'node:assert/strict'
import type { Beside, OtpEngine } from './api.ts'
import { dump } from './testing/dump.ts'
import type { World } from './testing/worlds.ts'
import { onBoth } from './testing/worlds.ts'

const DAY = 86_400_000
const contact = 'ana@example.com'
const read = { otpType: 'email', typed: contact, canonical: contact } as const

/** A contact with a known device, a flow that is over and one that is open. */
async function livedIn({ ask, engine, codeFor, clock }: World): Promise<number> {
  const { flow } = await ask(contact)
  const code = await codeFor(contact)
  const result = await engine.verify(
    { flow, code },
    { inSameCommit: (trx, proven) => engine.remember(trx, proven, null) },
  )
  assert.ok(result.success && result.committed)
  clock.advance(2 * DAY)
  await ask(contact)
  return result.committed.id
}

onBoth('what the program adds to a commit stands and falls with what the engine does in it', async (world) => {
  const { engine, store, orders, events } = world
  const device = await livedIn(world)
  const newest = await engine.reveal(orders.at(-1)?.reference ?? '')
  assert.ok(newest?.denial)
  const { denial } = newest
  const steps: Readonly<Record<string, (otp: OtpEngine, beside: Beside<unknown>) => Promise<unknown>>> = {
    forget: (otp, beside) => otp.forget(contact, device, beside),
    cleanup: (otp, beside) => otp.cleanup({}, beside),
    deny: (otp, beside) => otp.deny(denial, beside),
    refuseStrangers: (otp, beside) => otp.refuseStrangers('ben@example.com', beside),
    endAll: (otp, beside) => otp.endAll(read, beside),
  }
  for (const [name, step] of Object.entries(steps)) {
    if (name === 'endAll') await world.ask(contact)
    await engine.cleanup({ keepMs: 10 * DAY }) // what is settled is settled
    const before = { rows: await dump(store), events: events.length }
    const broken: Beside<unknown> = {
      inSameCommit() {
        throw new RangeError(`no room to tell of ${name}`)
      },
    }
    await assert.rejects(step(engine, broken), /no room/, name)
    assert.deepEqual({ rows: await dump(store), events: events.length }, before, name)
    const told: unknown[] = []
    await step(engine, { inSameCommit: (_, done) => told.push(done) })
    assert.equal(told.length, 1, name)
    assert.notDeepEqual(await dump(store), before.rows, name)
  }
})

onBoth('nothing is told where nothing was done', async (world) => {
  const { engine } = world
  const device = await livedIn(world)
  const beside: Beside<unknown> = {
    inSameCommit() {
      throw new RangeError('nothing was done')
    },
  }
  assert.equal(await engine.forget('ben@example.com', device, beside), false)
  assert.equal(await engine.deny('none of ours', beside), undefined)
  assert.equal(await engine.endAll({ ...read, canonical: 'ben@example.com' }, beside), 0)
  assert.equal((await engine.cleanup({ keepMs: 10 * DAY }, beside)).deleted, 0)
})

onBoth(
  'all devices of a contact are forgotten in the caller’s commit, by an engine that was never used, too',
  async (world) => {
    const { engine, another, store } = world
    await livedIn(world)
    const broken = store.write((trx) => {
      const forgotten = another().forgetAll(trx, contact)
      const fail = (): never => {
        throw new RangeError('the change failed')
      }
      return forgotten instanceof Promise ? forgotten.then(fail) : fail()
    })
    await assert.rejects(broken, /change failed/)
    assert.equal((await engine.devices(contact)).length, 1)
    assert.equal(await store.write((trx) => engine.forgetAll(trx, 'ben@example.com')), 0)
    assert.equal(await store.write((trx) => another().forgetAll(trx, contact)), 1)
    assert.deepEqual(await engine.devices(contact), [])
  },
)
