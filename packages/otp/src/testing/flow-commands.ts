/** What may happen to a contact's flows, done to the model and to the real engine, which are compared after each. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { FlowModel } from './flow-model.ts'
import type { World } from './worlds.ts'
import { wrong } from './worlds.ts'

/** The real engine, and the flows of one contact in it. */
export interface Real {
  readonly world: World
  readonly contact: string
  readonly tokens: string[]
  /** The code of each flow's newest message, and the one before it. */
  readonly codes: { now?: string | undefined; before?: string | undefined }[]
  pass: string | undefined
}

type Act = (model: FlowModel, real: Real) => Promise<void>

class Command implements fc.AsyncCommand<FlowModel, Real> {
  readonly #name: string
  readonly #act: Act
  /** How many flows before the newest; undefined for what concerns no flow. */
  readonly #back: number | undefined

  constructor(name: string, back: number | undefined, act: Act) {
    this.#name = name
    this.#back = back
    this.#act = act
  }

  check(model: Readonly<FlowModel>): boolean {
    return this.#back === undefined || model.flows.length > 0
  }

  async run(model: FlowModel, real: Real): Promise<void> {
    await this.#act(model, real)
    await compare(model, real)
  }

  toString(): string {
    return this.#back === undefined ? this.#name : `${this.#name} the newest but ${this.#back}`
  }
}

// Older flows are over, mostly.
const NEWEST = 4

/** A command for one of the newest flows that there are, chosen by a number. */
const onFlow = (name: string, act: (model: FlowModel, real: Real, place: number) => Promise<void>) =>
  fc.nat(NEWEST - 1).map(
    (back) =>
      new Command(name, back, (model, real) => {
        const { length } = model.flows
        return act(model, real, length - 1 - (back % length))
      }),
  )

const once = (name: string, act: Act) => fc.constant(new Command(name, undefined, act))

const outcomeOf = (result: { success: true } | { success: false; reason: string }): string =>
  result.success ? 'success' : result.reason

const JUMPS = [1000, 30_000, 120_000, 5 * 60_000, 10 * 60_000, 31 * 60_000, 3 * 3_600_000, 25 * 3_600_000]

const request = once('request', async (model, real) => {
  const place = model.request(undefined)
  real.tokens[place] = (await real.world.ask(real.contact)).flow
  await readMessages(real, place)
})

const requestAgain = onFlow('request of the browser that holds', async (model, real, current) => {
  const place = model.request(current)
  const { flow } = await real.world.ask(real.contact, { current: real.tokens[current] })
  assert.equal(flow === real.tokens[current], place === current)
  real.tokens[place] = flow
  await readMessages(real, place)
})

const resend = onFlow('resend of', async (model, real, place) => {
  const result = await real.world.engine.resend({ flow: real.tokens[place] ?? '' })
  assert.equal(outcomeOf(result), model.resend(place))
  await readMessages(real, place)
})

const end = onFlow('end of', async (model, real, place) => {
  model.end(place)
  await real.world.engine.end(real.tokens[place] ?? '')
})

const cleanup = once('clean-up', async (model, real) => {
  model.cleanup()
  await real.world.engine.cleanup()
})

const timeGoesBy = fc.constantFrom(...JUMPS).map(
  (jump) =>
    new Command(`${jump / 1000} s go by`, undefined, async (model, real) => {
      model.now = real.world.clock.advance(jump)
    }),
)

const resendIsDue = onFlow('time goes on to the next resend of', async (model, real, place) => {
  const wait = Math.max(0, (model.flows[place]?.resendAt ?? 0) - model.now)
  model.now = real.world.clock.advance(wait)
})

const guesses = (['right', 'wrong', 'before'] as const).map((which) =>
  onFlow(`${which} guess in`, (model, real, place) => guess(model, real, place, which)),
)
const passes = (['right', 'wrong'] as const).map((which) =>
  onFlow(`${which} pass in`, (model, real, place) => typePass(model, real, place, which)),
)
const manyGuesses = onFlow('five wrong guesses in', async (model, real, place) => {
  for (let count = 0; count < 5; count += 1) await guess(model, real, place, 'wrong')
})

/** What may happen; what is listed twice happens twice as often. */
export const commands = [
  request,
  request,
  requestAgain,
  requestAgain,
  resend,
  resend,
  resend,
  resendIsDue,
  resendIsDue,
  resendIsDue,
  ...guesses,
  ...guesses,
  manyGuesses,
  ...passes,
  timeGoesBy,
  cleanup,
  end,
]

async function guess(model: FlowModel, real: Real, place: number, which: 'right' | 'wrong' | 'before'): Promise<void> {
  const { now = '123456', before = '' } = real.codes[place] ?? {}
  if (which === 'before' && (before === '' || before === now)) return
  const code = { right: now, wrong: now === before ? '' : wrongFor(now, before), before }[which]
  const result = await real.world.engine.verify({ flow: real.tokens[place] ?? '', code })
  assert.equal(outcomeOf(result), model.guess(place, which))
}

/** A code that is neither this one nor the one before. */
const wrongFor = (code: string, before: string): string => (wrong(code) === before ? wrong(before) : wrong(code))

async function typePass(model: FlowModel, real: Real, place: number, which: 'right' | 'wrong'): Promise<void> {
  const pass = real.pass === undefined ? '000000000000' : which === 'right' ? real.pass : wrong(real.pass)
  const result = await real.world.engine.resend({ flow: real.tokens[place] ?? '', pass })
  assert.equal(outcomeOf(result), model.typePass(place, which))
  await readMessages(real, place)
}

/** Reads what has arrived since, as the owner of the contact does. */
async function readMessages(real: Real, place: number): Promise<void> {
  for (const { reference } of real.world.orders.splice(0)) {
    const revealed = await real.world.engine.reveal(reference)
    if (!revealed) continue
    if (revealed.code !== null) real.codes[place] = { now: revealed.code, before: real.codes[place]?.now }
    if (revealed.pass !== null) real.pass = revealed.pass
  }
}

/** What a browser is shown of each of its flows is what the model says. */
async function compare(model: FlowModel, { world, tokens }: Real): Promise<void> {
  for (const [place, flow] of model.flows.entries()) {
    const seen = await world.engine.look(tokens[place] ?? '')
    assert.deepEqual(
      seen && {
        state: seen.state,
        held: seen.held,
        live: seen.live,
        attemptsLeft: seen.attemptsLeft,
        passTriesLeft: seen.passTriesLeft,
        expiresAt: seen.expiresAt,
        resendAt: seen.resendAt,
        endsAt: seen.endsAt,
      },
      flow && {
        state: flow.state,
        held: flow.state === 'held',
        live: model.isLive(flow),
        attemptsLeft: 5 - flow.attempts,
        passTriesLeft: 5 - flow.passTries,
        expiresAt: flow.expiresAt,
        resendAt: flow.resends < 3 ? flow.resendAt : null,
        endsAt: flow.endsAt,
      },
    )
  }
}
