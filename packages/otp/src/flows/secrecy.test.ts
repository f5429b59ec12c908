import assert from 'node:assert/strict'
import { dump, dumpedTexts } from '../testing/dump.ts'
import { onBoth, wrong } from '../testing/worlds.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const CODES = 1000
const WITHOUT_LIMITS = { policy: { limits: false, length: 10 } }

onBoth(
  'neither a code nor a flow token nor a pass stands anywhere in the database, in the orders or in the events',
  async ({ ask, engine, codeFor, store, orders, events }) => {
    const secrets: string[] = []
    for (let count = 0; count < CODES / 100; count += 1) {
      // Ten digits: a code that stood somewhere by chance would be one in ten million numbers.
      const asked = await Promise.all(Array.from({ length: 100 }, (_, at) => ask(`c${count}-${at}@example.com`)))
      const used = asked.map(async ({ flow }, at) => {
        const code = await codeFor(`c${count}-${at}@example.com`)
        secrets.push(code, flow, flow.slice(11)) // the token's second half is its secret alone
        if (at % 3 === 0) await engine.verify({ flow, code: wrong(code) })
        if (at % 5 === 0) assert.equal((await engine.verify({ flow, code })).success, true)
      })
      await Promise.all(used)
    }
    const texts = [...(await dumpedTexts(store)), JSON.stringify(orders), JSON.stringify(events)]
    const everything = texts.join('\n')
    assert.ok(everything.length > 100 * CODES)
    for (const secret of secrets) assert.ok(!everything.includes(secret))
  },
  WITHOUT_LIMITS,
)

onBoth('a pass stands nowhere, either', async ({ ask, passFor, store, orders, events }) => {
  for (let message = 0; message < 5; message += 1) await ask('ana@example.com')
  const pass = await passFor('ana@example.com')
  const everything = [...(await dumpedTexts(store)), JSON.stringify(orders), JSON.stringify(events)].join('\n')
  assert.ok(!everything.includes(pass))
})

onBoth(
  'whoever has the database but not the key has no code: nothing verifies, and nothing is revealed',
  async (world) => {
    const { ask, codeFor, orders, another } = world
    const { flow } = await ask('ana@example.com')
    const code = await codeFor('ana@example.com')
    const thief = another({ keys: ['a key that the thief has made up: 0123456789'] })
    const refused = await thief.verify({ flow, code })
    assert.equal(!refused.success && refused.reason, 'wrong_code')
    assert.equal(await thief.reveal(orders[0]?.reference ?? ''), null)
    assert.equal((await world.engine.verify({ flow, code })).success, true)
  },
)

onBoth('a settled flow keeps neither seed nor fingerprint', async ({ ask, engine, clock, store }) => {
  await ask('ana@example.com')
  clock.advance(40 * 60_000)
  await engine.cleanup()
  const [row] = (await dump(store))['otp'] ?? []
  assert.deepEqual([row?.['seed'], row?.['code_mac'], row?.['code_mac_before']], [null, null, null])
})

onBoth(
  'an order reveals its code until a resend, the end of the code or its use, and never afterwards',
  async (world) => {
    const { ask, engine, clock, codeFor, orders } = world
    const { flow } = await ask('ana@example.com')
    clock.advance(30_000)
    await engine.resend({ flow })
    const [first, second] = orders.map(({ reference }) => reference)
    assert.equal(await engine.reveal(first ?? ''), null)
    const minutesLeft = async () => {
      const revealed = await engine.reveal(second ?? '')
      return revealed?.code ? revealed.minutesLeft : undefined
    }
    assert.equal(await minutesLeft(), 10)
    clock.advance(9 * 60_000 + 1)
    assert.equal(await minutesLeft(), 1)
    assert.equal((await engine.verify({ flow, code: await codeFor('ana@example.com') })).success, true)
    assert.equal(await engine.reveal(second ?? ''), null)
    await ask('ben@example.com')
    clock.advance(5 * 60_000)
    assert.equal(await engine.reveal(orders.at(-1)?.reference ?? ''), null)
    for (const reference of ['', 'abc', '1.K7', '99999999999999999999.K7', `${'9'.repeat(16)}.K7`, 'null.K7']) {
      assert.equal(await engine.reveal(reference), null, reference)
    }
  },
)

onBoth(
  "a late message brings its pass without the code while the pass is good, also when the flow's requester has ended it",
  async (world) => {
    const { ask, engine, clock, orders } = world
    for (let message = 0; message < 5; message += 1) await ask('ana@example.com', { recipient: 'Ana@example.com' })
    const [fourth, fifth] = orders.slice(3)
    const reveal = (order: { reference: string } | undefined) => engine.reveal(order?.reference ?? '')
    const { pass } = (await reveal(fifth)) ?? {}
    assert.match(pass ?? '', /^\d{12}$/)
    assert.equal((fifth?.notAfter ?? 0) - clock.now(), 24 * HOUR)

    clock.advance(5 * MINUTE)
    const late = await reveal(fifth)
    assert.deepEqual([late?.code, late?.pass], [null, pass])
    clock.advance(40 * MINUTE)
    await engine.cleanup()
    assert.equal((await reveal(fourth))?.pass, pass)

    clock.advance(3 * HOUR)
    const { flow } = await ask('ana@example.com', { recipient: 'Ana@example.com' })
    await engine.end(flow)
    const ended = await reveal(orders.at(-1))
    assert.deepEqual([ended?.code, ended?.pass], [null, pass])

    clock.advance(24 * HOUR)
    assert.equal(await reveal(orders.at(-1)), null)
  },
)

onBoth('a late message whose code was used, or whose pass was used up or replaced, brings nothing', async (world) => {
  const { ask, engine, clock, orders, passFor, store } = world
  for (let message = 0; message < 3; message += 1) await ask('ana@example.com')
  const fourth = await ask('ana@example.com')
  await ask('ana@example.com')
  const pass = await passFor('ana@example.com')
  const [used = '', late = ''] = orders.slice(3).map(({ reference }) => reference)
  const code = (await engine.reveal(used))?.code ?? ''
  assert.equal((await engine.verify({ flow: fourth.flow, code })).success, true)
  assert.equal(await engine.reveal(used), null)
  clock.advance(6 * MINUTE)
  for (let use = 0; use < 3; use += 1) {
    assert.equal((await engine.reveal(late))?.pass, pass)
    const { flow } = await ask('ana@example.com')
    assert.equal((await engine.resend({ flow, pass })).success, true)
  }
  assert.equal(await engine.reveal(late), null)
  await store.write((trx) => trx.run('UPDATE contact_budget SET pass_uses = 3, pass_made_at = pass_made_at + 1'))
  assert.equal(await engine.reveal(late), null)
})
