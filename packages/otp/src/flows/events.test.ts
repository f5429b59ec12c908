import assert from 'node:assert/strict'
import { onBoth, wrong } from '../testing/worlds.ts'

onBoth(
  'each thing that happens to a flow is told once, after it is on disk, with a hash for a person',
  async (world) => {
    const { ask, engine, codeFor, passFor, events, clock } = world
    const contact = 'ana@example.com'
    const told = () => events.splice(0).map(({ name, reason }) => (reason === null ? name : `${name} ${reason}`))

    const { flow } = await ask(contact)
    assert.deepEqual(told(), ['otp_requested'])
    await engine.verify({ flow, code: wrong(await codeFor(contact)) })
    await engine.verify({ flow, code: '12' })
    await engine.resend({ flow })
    assert.deepEqual(told(), [
      'otp_refused wrong_code',
      'otp_refused code_too_short',
      'otp_resend_refused cooling_down',
    ])
    clock.advance(30_000)
    await engine.resend({ flow })
    await engine.verify({ flow, code: await codeFor(contact) })
    assert.deepEqual(told(), ['otp_resent', 'otp_verified'])
    for (let message = 0; message < 3; message += 1) await ask(contact)
    const held = await ask(contact)
    assert.deepEqual(told(), ['otp_requested', 'otp_requested', 'otp_requested', 'otp_held'])
    await engine.resend({ flow: held.flow, pass: '000000000000' })
    await engine.resend({ flow: held.flow, pass: await passFor(contact) })
    assert.deepEqual(told(), ['otp_resend_refused wrong_pass', 'otp_pass_accepted', 'otp_resent'])
    await engine.end(held.flow)
    await engine.end(held.flow)
    assert.equal(await engine.endAll({ otpType: 'email', canonical: contact, typed: contact }), 3)
    assert.deepEqual(told(), ['otp_ended', 'otp_ended', 'otp_ended', 'otp_ended'])
  },
)

onBoth('a guess in a flow that there is not is told without anybody', async ({ ask, engine, events }) => {
  const { flow } = await ask('ana@example.com')
  const subject = events.splice(0)[0]?.subject
  assert.match(subject ?? '', /^[0-9a-f]{32}$/)
  await engine.verify({ flow: `${flow.slice(0, -1)}${flow.endsWith('A') ? 'B' : 'A'}`, code: '123456' })
  const [event] = events
  assert.deepEqual(
    [event?.name, event?.reason, event?.otp, event?.subject],
    ['otp_refused', 'unknown_flow', null, null],
  )
})
