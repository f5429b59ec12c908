import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertStakes } from '../testing/stakes.ts'
import { onBoth, world, wrong } from '../testing/worlds.ts'

const contact = 'ana@example.com'

onBoth(
  'erasing a contact ends and deletes its flows and devices, and keeps its losses and everybody else',
  async (world) => {
    const { ask, engine, codeFor, store, clock } = world
    const { flow } = await ask(contact)
    const code = await codeFor(contact)
    await engine.verify({ flow, code }, { inSameCommit: (trx, proven) => engine.remember(trx, proven, null) })
    const open = await ask(contact)
    await engine.verify({ flow: open.flow, code: wrong(await codeFor(contact)) })
    for (let message = 0; message < 4; message += 1) await ask(contact)
    const others = await ask('ben@example.com')
    const told: unknown[] = []
    const erased = await engine.erase(contact, { inSameCommit: (_, done) => told.push(done) })
    assert.deepEqual([erased, told], [{ requests: 6, devices: 1 }, [erased]])
    assert.deepEqual([await engine.look(open.flow), await engine.look(flow)], [undefined, undefined])
    assert.deepEqual(await engine.devices(contact), [])
    assert.equal((await engine.look(others.flow))?.live, true)
    await assertStakes(store, clock.now())
    const key = await engine.contactKey(contact)
    const budget = await store.get('SELECT s_clear FROM contact_budget WHERE contact = $1', [key])
    assert.ok(Number(budget?.['s_clear']) > clock.now() * 1000, 'one guess in vain is still booked')
  },
)

test('erasing waits for a step that holds a flow, and has nothing that this step still needs (postgres)', async (t) => {
  const { engine, store, ask } = await world(t, 'postgres')
  for (let message = 0; message < 5; message += 1) await ask(contact)
  await ask(contact) // held
  const key = await engine.contactKey(contact)
  const holding = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const step = store.write(async (trx) => {
    await trx.all(`SELECT id FROM otp WHERE contact = $1 AND state = 'held' FOR UPDATE`, [key])
    holding.resolve()
    await goOn.promise
    await trx.all('SELECT contact FROM contact_budget WHERE contact = $1 FOR UPDATE', [key])
  })
  await holding.promise
  const erasing = engine.erase(contact)
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  while ((await store.all(waiting)).length === 0);
  goOn.resolve()
  const [, erased] = await Promise.all([step, erasing])
  assert.equal(erased.requests, 6)
})
