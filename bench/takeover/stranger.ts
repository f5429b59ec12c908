import type { Channel, Requested, RequestOptions, ResendResult, VerifyResult } from '../../packages/otp/src/index.ts'
import type { Chance } from './chance.ts'
import { JudgedGuesses } from './judged-guesses.ts'
import type { World } from './world.ts'

/** The contact that is attacked. */
export interface Target {
  readonly channel: Channel
  /** In its canonical form, which is also where the record has it. */
  readonly address: string
}

/** A flow as whoever asked for it sees it. */
export type SeenFlow = Pick<Requested, 'flow' | 'held' | 'codeLength' | 'resendAt' | 'expiresAt'>

/**
 * What somebody who knows a contact can do: ask, ask again, guess, type a pass. It sees every answer and no message. Whatever
 * it guesses is put down, if the engine compared it.
 */
export class Stranger {
  /** What this stranger's guesses came to, together with those of whoever shares the count. */
  readonly judged: JudgedGuesses
  readonly target: Target
  readonly chance: Chance
  /** How often a guess was right. */
  takeovers = 0
  readonly #world: World
  readonly #flows = new Set<number>()

  constructor(world: World, target: Target, chance: Chance, judged = new JudgedGuesses()) {
    this.#world = world
    this.target = target
    this.chance = chance
    this.judged = judged
  }

  now(): number {
    return this.#world.clock.now()
  }

  /** Whether a flow is this stranger's. */
  asked(otp: number): boolean {
    return this.#flows.has(otp)
  }

  async request(more: Partial<RequestOptions> = {}): Promise<Requested> {
    const { channel, address } = this.target
    const requested = await this.#world.engine.request({ channel, contact: address, recipient: address, ...more })
    if (!requested.success) throw new Error(`A request was refused: ${requested.reason}.`)
    const otp = this.#world.source.otp.parseToken(requested.flow)?.id
    if (otp !== undefined) this.#flows.add(otp)
    return requested
  }

  resend({ flow }: SeenFlow, more: { readonly pass?: string } = {}): Promise<ResendResult> {
    return this.#world.engine.resend({ flow, ...more })
  }

  /** Guesses at random, as often as wished, all at once. */
  async guess(flow: SeenFlow, times: number): Promise<void> {
    await Promise.all(Array.from({ length: times }, () => this.#guessOnce(flow)))
  }

  async #guessOnce({ flow, codeLength }: SeenFlow): Promise<void> {
    if (codeLength === null) return
    const result = await this.#world.engine.verify({ flow, code: this.chance.digits(codeLength) })
    if (wasJudged(result)) this.judged.add(this.now(), codeLength)
    if (result.success) this.takeovers += 1
  }
}

// All other refusals compare nothing, or nothing that could open a session.
const wasJudged = (result: VerifyResult): boolean => result.success || result.reason === 'wrong_code'
