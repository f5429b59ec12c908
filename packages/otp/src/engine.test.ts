import assert from 'node:assert/strict'
import { onBoth, wrong } from './testing/worlds.ts'

const MINUTE = 60_000

onBoth('the code of the newest message opens its flow once', async ({ ask, codeFor, engine }) => {
  const { flow, held, codeLength } = await ask('Ana.Example@Example.com ')
  assert.equal(held, false)
  assert.equal(codeLength, 6)
  const code = await codeFor('ana.example@example.com')
  assert.match(code, /^\d{6}$/)
  const first = await engine.verify({ flow, code })
  assert.equal(first.success && first.contact, 'ana.example@example.com')
  const second = await engine.verify({ flow, code })
  assert.equal(!second.success && second.reason, 'already_used')
})

onBoth('a code is forgiven its spaces, dashes and foreign digits', async ({ ask, codeFor, engine }) => {
  const { flow } = await ask('ana@example.com')
  const code = await codeFor('ana@example.com')
  const devanagari = code.replace(/\d/g, (digit) => String.fromCodePoint(0x966 + Number(digit)))
  const result = await engine.verify({ flow, code: ` ${devanagari.slice(0, 3)}-${devanagari.slice(3)} ` })
  assert.equal(result.success, true)
})

onBoth('a guess that can be none is refused and not counted', async ({ ask, engine }) => {
  const { flow } = await ask('ana@example.com')
  const reasons = []
  for (const code of ['', 'abcdef', '12345', '1234567', '123456789012']) {
    const result = await engine.verify({ flow, code })
    reasons.push(result.success || [result.reason, result.attemptsLeft])
  }
  assert.deepEqual(reasons, [
    ['code_missing', 5],
    ['code_not_digits', 5],
    ['code_too_short', 5],
    ['code_too_long', 5],
    ['code_is_pass', 5],
  ])
})

onBoth(
  'five wrong guesses end the guessing, and the right code is refused after them',
  async ({ ask, codeFor, engine }) => {
    const { flow } = await ask('ana@example.com')
    const code = await codeFor('ana@example.com')
    for (let guess = 4; guess >= 0; guess -= 1) {
      const result = await engine.verify({ flow, code: wrong(code) })
      assert.deepEqual(!result.success && [result.reason, result.attemptsLeft], ['wrong_code', guess])
    }
    const result = await engine.verify({ flow, code })
    assert.equal(!result.success && result.reason, 'too_many_attempts')
  },
)

onBoth('a right code is accepted as the last of the five guesses', async ({ ask, codeFor, engine }) => {
  const { flow } = await ask('ana@example.com')
  const code = await codeFor('ana@example.com')
  for (let guess = 0; guess < 4; guess += 1) await engine.verify({ flow, code: wrong(code) })
  assert.equal((await engine.verify({ flow, code })).success, true)
})

onBoth(
  'a code is refused at its expiry instant, and accepted a millisecond before',
  async ({ ask, codeFor, engine, clock }) => {
    const first = await ask('ana@example.com')
    const late = await codeFor('ana@example.com')
    clock.advance(5 * MINUTE)
    const expired = await engine.verify({ flow: first.flow, code: late })
    assert.equal(!expired.success && expired.reason, 'expired')
    const second = await ask('ben@example.com')
    const code = await codeFor('ben@example.com')
    clock.advance(5 * MINUTE - 1)
    assert.equal((await engine.verify({ flow: second.flow, code })).success, true)
  },
)

onBoth(
  'a resend waits for its cool-down, then replaces the code and keeps the attempts',
  async ({ ask, codeFor, engine, clock }) => {
    const { flow, mark, resendAt } = await ask('ana@example.com')
    const old = await codeFor('ana@example.com')
    await engine.verify({ flow, code: wrong(old) })
    const early = await engine.resend({ flow })
    assert.deepEqual(early, { success: false, reason: 'cooling_down', retryAt: resendAt })
    clock.advance(30_000)
    const resent = await engine.resend({ flow })
    assert.ok(resent.success)
    assert.notEqual(resent.mark, mark)
    assert.equal(resent.resendAt, clock.now() + 60_000)
    const earlier = await engine.verify({ flow, code: old })
    const code = await codeFor('ana@example.com')
    if (old !== code) assert.deepEqual(!earlier.success && [earlier.reason, earlier.attemptsLeft], ['earlier_code', 4])
    assert.equal((await engine.verify({ flow, code })).success, true)
  },
)

onBoth('a fourth resend is refused', async ({ ask, engine, clock }) => {
  const { flow } = await ask('ana@example.com')
  for (const wait of [30, 60, 120]) {
    clock.advance(wait * 1000)
    assert.equal((await engine.resend({ flow })).success, true)
  }
  clock.advance(5 * MINUTE)
  assert.deepEqual(await engine.resend({ flow }), { success: false, reason: 'no_resends_left' })
})

onBoth(
  'the same code comes again where the policy says so',
  async ({ ask, codeFor, engine, clock }) => {
    const { flow } = await ask('ana@example.com')
    const code = await codeFor('ana@example.com')
    clock.advance(30_000)
    assert.equal((await engine.resend({ flow })).success, true)
    assert.equal(await codeFor('ana@example.com'), code)
    assert.equal((await engine.verify({ flow, code })).success, true)
  },
  { policy: { resend: 'same' } },
)

onBoth("a code belongs to its flow, and a new request ends nobody's", async ({ ask, codeFor, engine }) => {
  const owner = await ask('ana@example.com')
  const ownersCode = await codeFor('ana@example.com')
  const stranger = await ask('ana@example.com')
  const strangersCode = await codeFor('ana@example.com')
  if (ownersCode !== strangersCode) {
    assert.equal((await engine.verify({ flow: stranger.flow, code: ownersCode })).success, false)
  }
  assert.equal((await engine.verify({ flow: owner.flow, code: ownersCode })).success, true)
})

onBoth('the browser that holds a live flow goes on with it', async ({ ask, orders, clock }) => {
  const first = await ask('ana@example.com')
  const again = await ask('ANA@example.com', { current: first.flow })
  assert.deepEqual(again, first)
  assert.equal(orders.length, 1)
  clock.advance(30_000)
  const resent = await ask('ana@example.com', { current: first.flow })
  assert.equal(resent.flow, first.flow)
  assert.notEqual(resent.mark, first.mark)
  assert.equal(orders.length, 2)
})

onBoth('a flow for another contact or another purpose is not gone on with, and goes on by itself', async (world) => {
  const { ask, codeFor, engine, clock, orders } = world
  const first = await ask('ana@example.com')
  const code = await codeFor('ana@example.com')
  clock.advance(30_000)
  const forBen = await ask('ben@example.com', { current: first.flow })
  const toReport = await ask('ana@example.com', { current: first.flow, purpose: 'report' })
  assert.equal(new Set([first.flow, forBen.flow, toReport.flow]).size, 3)
  assert.equal(orders.length, 3)
  assert.equal((await engine.verify({ flow: first.flow, code })).success, true)
})

onBoth('an empty lane holds a flow, says when, and opens it then', async ({ ask, engine, clock, codeFor, orders }) => {
  for (let message = 0; message < 5; message += 1) assert.equal((await ask('ana@example.com')).held, false)
  const held = await ask('ana@example.com')
  assert.deepEqual([held.held, held.mark, held.expiresAt, held.codeLength], [true, null, null, null])
  assert.equal(held.resendAt, clock.now() + 3 * 60 * MINUTE)
  assert.equal(orders.length, 5)
  const refused = await engine.verify({ flow: held.flow, code: '123456' })
  assert.equal(!refused.success && refused.reason, 'held')
  clock.advance(3 * 60 * MINUTE)
  assert.equal((await engine.resend({ flow: held.flow })).success, true)
  assert.equal((await engine.verify({ flow: held.flow, code: await codeFor('ana@example.com') })).success, true)
})

onBoth('an unknown contact looks like a known one, and no code fits it', async ({ engine, orders, ask }) => {
  const known = await ask('ana@example.com', { recipient: 'Ana@example.com' })
  const unknown = await ask('eve@example.com', { recipient: null })
  assert.deepEqual(Object.keys(unknown), Object.keys(known))
  const [first, decoy] = orders
  assert.ok(first && decoy)
  assert.deepEqual([first.silent, decoy.silent], [false, true])
  const revealed = await engine.reveal(decoy.reference)
  assert.match(revealed?.code ?? '', /^\d{6}$/)
  const result = await engine.verify({ flow: unknown.flow, code: revealed?.code ?? '' })
  assert.equal(!result.success && result.reason, 'wrong_code')
})

onBoth('one client address is held after its share, and another is not', async ({ ask }) => {
  for (let count = 0; count < 60; count += 1) {
    assert.equal((await ask(`c${count}@example.com`, { client: '2001:db8::1' })).held, false)
  }
  assert.equal((await ask('late@example.com', { client: '2001:db8::2' })).held, true)
  assert.equal((await ask('other@example.com', { client: '2001:db8:0:1::1' })).held, false)
})

onBoth(
  'limits off: nothing is held, and attempts still end',
  async ({ ask, engine, codeFor }) => {
    let flow = ''
    for (let count = 0; count < 8; count += 1) {
      const requested = await ask('ana@example.com', { client: '192.0.2.1' })
      assert.equal(requested.held, false)
      flow = requested.flow
    }
    const code = await codeFor('ana@example.com')
    for (let guess = 0; guess < 5; guess += 1) await engine.verify({ flow, code: wrong(code) })
    const result = await engine.verify({ flow, code })
    assert.equal(!result.success && result.reason, 'too_many_attempts')
  },
  { policy: { limits: false } },
)

onBoth("by contact: the caller's string tells the owner from a stranger", async ({ ask, codeFor, engine }) => {
  const owner = { caller: 'session-of-the-owner' }
  await ask('ana@example.com', owner)
  const code = await codeFor('ana@example.com')
  const guess = { contact: 'ana@example.com', otpType: 'email', code } as const
  const stranger = await engine.verify({ ...guess, caller: 'session-of-a-stranger' })
  assert.equal(!stranger.success && stranger.reason, 'unknown_flow')
  assert.equal((await engine.verify({ ...guess, ...owner })).success, true)
})

onBoth('a code for one purpose proves nothing for another', async ({ ask, codeFor, engine }) => {
  const { flow } = await ask('ana@example.com', { purpose: 'report' })
  const code = await codeFor('ana@example.com')
  const result = await engine.verify({ flow, code })
  assert.equal(!result.success && result.reason, 'unknown_flow')
  assert.equal((await engine.verify({ flow, code, purpose: 'report' })).success, true)
})

onBoth('keys rotate: the newest signs, the older still verify', async ({ ask, another, codeFor }) => {
  const { flow } = await ask('ana@example.com')
  const code = await codeFor('ana@example.com')
  const rotated = another({
    keys: ['a newer key of the tests: 0123456789abcdef', 'the first key of the tests: 0123456789abcdef'],
  })
  assert.equal((await rotated.verify({ flow, code })).success, true)
})

onBoth('what is committed with a verification is undone with it', async ({ ask, codeFor, engine, store }) => {
  await store.write((trx) => trx.run('CREATE TABLE seen (contact text NOT NULL)'))
  const { flow } = await ask('ana@example.com')
  const code = await codeFor('ana@example.com')
  const failing = engine.verify(
    { flow, code },
    {
      inSameCommit() {
        throw new Error('the session could not be written')
      },
    },
  )
  await assert.rejects(failing, /could not be written/)
  const result = await engine.verify(
    { flow, code },
    {
      inSameCommit(trx, { contact }) {
        void trx.run('INSERT INTO seen (contact) VALUES ($1)', [contact])
        return contact
      },
    },
  )
  assert.equal(result.success && result.committed, 'ana@example.com')
  assert.deepEqual((await store.all('SELECT contact FROM seen')).length, 1)
})

onBoth('clean-up settles and deletes what has ended, and nothing else', async ({ ask, engine, clock, store }) => {
  await ask('ana@example.com')
  clock.advance(32 * MINUTE)
  const live = await ask('ben@example.com')
  assert.deepEqual(await engine.cleanup({ keepMs: 0 }), { settled: 1, deleted: 1 })
  assert.deepEqual(
    (await store.all('SELECT email FROM otp')).map(({ email }) => email),
    ['ben@example.com'],
  )
  assert.equal((await engine.look(live.flow))?.live, true)
})
