import assert from 'node:assert/strict'
import type { OtpEngine } from './api.ts'
import type { PlainMessage } from './sending-courier.ts'
import { sendingCourier } from './sending-courier.ts'
import type { World } from './testing/worlds.ts'
import { onBoth } from './testing/worlds.ts'

interface Post {
  readonly engine: OtpEngine
  /** The next message, or the next failure to send one. */
  next(): Promise<PlainMessage | Error>
}

function postOf(world: World, send: (message: PlainMessage) => Promise<void> = async () => {}): Post {
  const arrived: (PlainMessage | Error)[] = []
  let wake = () => {}
  const arrive = (what: PlainMessage | Error) => {
    arrived.push(what)
    wake()
  }
  const courier = sendingCourier(
    async (message) => {
      await send(message)
      arrive(message)
    },
    () => engine,
    'Example',
    (error) => arrive(error instanceof Error ? error : new Error(String(error))),
  )
  const engine: OtpEngine = world.another({ courier })
  return {
    engine,
    async next() {
      while (arrived.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return arrived.shift() ?? new Error('Nothing arrived.')
    },
  }
}

onBoth(
  'any function that sends is a courier: the message holds the code alone on its line, its mark and its end',
  async (world) => {
    const { engine, next } = postOf(world)
    const requested = await engine.request({ channel: 'sms', contact: '+9779841234567' })
    assert.ok(requested.success)
    const message = await next()
    assert.ok(!(message instanceof Error))
    assert.deepEqual([message.channel, message.to, message.subject], ['sms', '+9779841234567', 'Your code for Example'])
    assert.match(message.code, /^\d{6}$/)
    const [first, , code, , end] = message.text.split('\n')
    assert.equal(first, `Your code for Example (message ${requested.mark}):`)
    assert.equal(code, message.code)
    assert.match(end ?? '', /^It can be used for 5 minutes\./)
    assert.equal((await engine.verify({ flow: requested.flow, code: message.code })).success, true)
  },
)

onBoth('long codes come in fours, and a pass inside a sentence', async (world) => {
  const { engine, next } = postOf(world)
  const request = () => engine.request({ channel: 'email', contact: 'ana@example.com', minLength: 10 })
  const messages = []
  for (let count = 0; count < 4; count += 1) {
    await request()
    messages.push(await next())
  }
  const last = messages.at(-1)
  assert.ok(last && !(last instanceof Error))
  assert.match(last.text, /^\d{4} \d{4} \d{2}$/m)
  assert.match(last.text, /type this pass there: \d{4} \d{4} \d{4}\. It signs nobody in\.$/)
})

onBoth('nothing is sent to whoever may not sign in, and a failure to send is told', async (world) => {
  const { engine, next } = postOf(world, async ({ to }) => {
    if (to === 'broken@example.com') throw new Error('the mail server is away')
  })
  await engine.request({ channel: 'email', contact: 'eve@example.com', recipient: null })
  await engine.request({ channel: 'email', contact: 'broken@example.com' })
  assert.match(String(await next()), /mail server is away/)
  await engine.request({ channel: 'email', contact: 'ana@example.com' })
  const message = await next()
  assert.equal(!(message instanceof Error) && message.to, 'ana@example.com')
})

onBoth('a message whose code is over before it goes says so, and brings its pass', async (world) => {
  const { clock } = world
  const messages: PlainMessage[] = []
  const late = sendingCourier(
    async (message) => void messages.push(message),
    () => {
      clock.advance(5 * 60_000)
      return engine
    },
    'Example',
    assert.ifError,
  )
  const engine: OtpEngine = world.another({ courier: late })
  for (let count = 0; count < 5; count += 1) await engine.request({ channel: 'email', contact: 'ana@example.com' })
  while (messages.length === 0) await new Promise<void>((resolve) => setImmediate(resolve))
  const [first] = messages
  assert.deepEqual([first?.subject, first?.code], ['Your pass for Example', ''])
  assert.match(
    first?.text ?? '',
    /^The code for Example \(message \w\d\) is over\..*\n.*type this pass there: [\d ]{14}\./,
  )
})
