import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Courier } from './courier.ts'
import type { Message } from './message.ts'
import { SendError } from './sender.ts'
import type { World } from './testing/worlds.ts'
import { MINUTE, messageTo, onBoth } from './testing/worlds.ts'

const LONG = 1_000 * MINUTE

type Step =
  | {
      readonly type: 'enqueue'
      readonly message: Pick<Message, 'kind' | 'silent'>
      readonly waitMs: number
      readonly lifeMs: number
    }
  | { readonly type: 'advance'; readonly seconds: number }
  | { readonly type: 'sweep' }
  | { readonly type: 'provider'; readonly mood: 'takes' | 'refuses' }
  | { readonly type: 'restart' }
  | { readonly type: 'kill'; readonly moment: 'before the provider has it' | 'before the row says so' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    type: fc.constant('enqueue' as const),
    message: fc.record({ kind: fc.constantFrom('urgent', 'normal', 'bulk'), silent: fc.boolean() }),
    waitMs: fc.constantFrom(0, 0, 20_000),
    lifeMs: fc.constantFrom(30_000, 5 * MINUTE, LONG),
  }),
  fc.record({ type: fc.constant('advance' as const), seconds: fc.integer({ min: 0, max: 40 }) }),
  fc.record({ type: fc.constant('sweep' as const) }),
  fc.record({ type: fc.constant('provider' as const), mood: fc.constantFrom('takes' as const, 'refuses' as const) }),
  fc.record({ type: fc.constant('restart' as const) }),
  fc.record({
    type: fc.constant('kill' as const),
    moment: fc.constantFrom('before the provider has it' as const, 'before the row says so' as const),
  }),
)

/** What is known of a message outside of the outbox. */
interface Known {
  readonly message: Message
  readonly takenAt: number[]
}

/** One process after another on one outbox. Each is killed or stopped before the next begins. */
class Life {
  readonly known: Known[] = []
  kills = 0
  readonly #all: World
  #mood: 'takes' | 'refuses' = 'takes'
  #killAt: 'never' | 'before the provider has it' | 'before the row says so' = 'never'
  #killed = Promise.withResolvers<void>()
  #courier: Courier | undefined

  constructor(all: World) {
    this.#all = all
  }

  async begin(): Promise<void> {
    const { store, clock } = this.#all
    let isDead = false
    const die = (): Promise<never> => {
      isDead = true
      this.#killed.resolve()
      return new Promise(() => {})
    }
    this.#courier = this.#all.courier({
      store: { ...store, write: (write) => (isDead ? Promise.reject(new Error('dead')) : store.write(write)) },
      senders: {
        email: [
          {
            name: 'provider',
            send: async ({ text }) => {
              if (this.#killAt === 'before the provider has it') return die()
              if (this.#mood === 'refuses') throw new SendError('temporary', 'not now')
              this.known.find(({ message }) => text.endsWith(` ${message.reference}`))?.takenAt.push(clock.now())
              return this.#killAt === 'before the row says so' ? die() : {}
            },
            close: async () => {},
          },
        ],
      },
      onEvent: () => {},
    })
    await this.#courier.start()
    await this.#courier.idle()
  }

  async take(next: Step): Promise<void> {
    const { clock } = this.#all
    if (next.type === 'advance') clock.advance(next.seconds * 1_000)
    else if (next.type === 'provider') this.#mood = next.mood
    else if (next.type === 'sweep') await this.sweep()
    else if (next.type === 'restart') await this.#restart()
    else if (next.type === 'kill') await this.#kill(next.moment)
    else
      await this.#enqueue({
        ...next.message,
        notBefore: clock.now() + next.waitMs,
        notAfter: clock.now() + next.lifeMs,
      })
  }

  async sweep(): Promise<void> {
    await this.#courier?.sweep()
    await this.#courier?.idle()
  }

  async #enqueue(message: Partial<Message>): Promise<void> {
    const { store, clock } = this.#all
    const whole = messageTo(clock, { ...message, reference: `R-${this.known.length + 1}.` })
    this.known.push({ message: whole, takenAt: [] })
    await store.write((trx) => this.#courier?.enqueue(trx, whole))
  }

  async #restart(): Promise<void> {
    await this.#courier?.stop()
    await this.begin()
  }

  /** The process dies with a message in the air, and nothing of it is heard again. */
  async #kill(moment: 'before the provider has it' | 'before the row says so'): Promise<void> {
    await this.#courier?.idle()
    this.#mood = 'takes'
    this.#killAt = moment
    this.#killed = Promise.withResolvers()
    await this.#enqueue({ notAfter: this.#all.clock.now() + LONG })
    await this.#killed.promise
    this.#killAt = 'never'
    this.kills += 1
    await this.begin()
  }
}

onBoth(
  'whatever fails, every message is sent in its time or expires, and only a crash sends one twice',
  async (all) => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      await all.store.write((trx) => trx.run('DELETE FROM outbox'))
      const life = new Life(all)
      await life.begin()
      for (const each of steps) await life.take(each)
      await life.take({ type: 'provider', mood: 'takes' })
      for (let round = 0; round < 12; round++) {
        all.clock.advance(6 * MINUTE)
        await life.sweep()
      }
      await checkAll(all, life)
    })
    await fc.assert(property, { numRuns: all.store.dialect === 'sqlite' ? 15 : 5 })
  },
)

async function checkAll({ rows, clock }: World, life: Life): Promise<void> {
  const stateOf = new Map((await rows()).map(({ reference, state }) => [reference, state]))
  for (const { message, takenAt } of life.known) {
    const state = stateOf.get(message.reference)
    const lives = message.notAfter > clock.now()
    assert.ok(takenAt.every((at) => at >= (message.notBefore ?? 0) && at < message.notAfter))
    assert.ok(lives ? state === 'sent' : state === 'sent' || state === 'expired', `${message.reference} is ${state}`)
    if (message.silent) assert.equal(takenAt.length, 0)
    else if (state === 'sent') assert.ok(takenAt.length >= 1)
    assert.ok(takenAt.length <= 1 + life.kills)
  }
}
