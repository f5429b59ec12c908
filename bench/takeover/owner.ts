/**
 * The owner of the attacked contact signs in once a week, mostly on the device in use and one time in three on a new one;
 * mistypes, abandons flows, asks again for a slow message; types the pass of the newest message where the page says that it waits.
 */
import type { Requested, RequestOptions, ResendResult } from '../../packages/otp/src/index.ts'
import type { Chance } from './chance.ts'
import { Diary } from './diary.ts'
import type { Life } from './lives.ts'
import type { Mailbox } from './mailbox.ts'
import type { Target } from './stranger.ts'
import { DAY, HOUR, MINUTE } from './time.ts'
import type { World } from './world.ts'

/** How the owner comes to sign in. */
export interface Habits {
  readonly everyMs: number
  /** One sign-in in so many is on a new device; 1 for always. */
  readonly newDeviceOneIn: number
}

export const WEEKLY: Habits = { everyMs: 7 * DAY, newDeviceOneIn: 3 }

type Device = 'known' | 'new'

export class Owner {
  readonly diary = new Diary()
  /** The cookie of the device in use. */
  cookie = ''
  readonly #world: World
  readonly #mailbox: Mailbox
  readonly #target: Target
  readonly #chance: Chance

  constructor(world: World, mailbox: Mailbox, target: Target, chance: Chance) {
    this.#world = world
    this.#mailbox = mailbox
    this.#target = target
    this.#chance = chance
  }

  /** Signs in on a first device, before anybody attacks, and gives its cookie. */
  async settleIn(): Promise<string> {
    const flow = await this.#request([])
    await this.#type(flow, 'new', this.#codeOf(flow))
    return this.cookie
  }

  /** Goes on for ever. */
  async *live({ everyMs, newDeviceOneIn }: Habits): Life {
    for (;;) {
      yield this.#now() + this.#pause(everyMs)
      if (this.#chance.oneIn(6)) await this.#request(this.#cookies('known')) // and forgets about it
      const device = this.#chance.oneIn(newDeviceOneIn) ? 'new' : 'known'
      try {
        yield* this.#signIn(device)
      } catch (error) {
        this.diary.refused(this.#now(), String(error))
      }
    }
  }

  /** One sign-in: request, if need be the pass or a wait, message, typing. */
  async *#signIn(device: Device): Life {
    let flow: Requested | undefined = await this.#request(this.#cookies(device))
    const beganAt = this.#now()
    if (flow.held) flow = yield* this.#whileHeld(flow)
    this.diary.waited(device, this.#now() - beganAt)
    if (!flow) return
    yield this.#now() + 20_000 + this.#chance.below(60_000)
    if (this.#chance.oneIn(8)) flow = (yield* this.#sendAgain(flow)) ?? flow
    const code = this.#codeOf(flow)
    for (let typos = this.#chance.below(8) - 5; typos > 0; typos -= 1) await this.#mistype(flow, code)
    await this.#type(flow, device, code)
  }

  /** The page says that it waits: the pass opens it, or else its time. */
  async *#whileHeld(flow: Requested): AsyncGenerator<number, Requested | undefined> {
    const triedPasses = new Set<string>()
    for (let tries = 0; tries < 20; tries += 1) {
      const newest = this.#mailbox.newestPass()
      const pass = newest && !triedPasses.has(newest.pass) ? newest.pass : undefined
      if (pass !== undefined) triedPasses.add(pass)
      const result: ResendResult = await this.#resend(flow, pass)
      if (result.success) {
        this.diary.opened(pass === undefined ? 'by time' : 'by pass')
        return result
      }
      // A pass that is used up comes back with the next message.
      if (result.reason === 'pass_used') triedPasses.clear()
      if ('retryAt' in result) yield Math.max(result.retryAt, this.#now() + MINUTE)
      else if (pass === undefined) break
    }
    this.diary.refused(this.#now(), 'held for good')
    return undefined
  }

  async *#sendAgain(flow: Requested): AsyncGenerator<number, Requested | undefined> {
    if (flow.resendAt === null) return undefined
    yield Math.max(flow.resendAt, this.#now())
    const resent = await this.#resend(flow, undefined)
    return resent.success ? resent : undefined
  }

  async #request(recognisedBy: readonly string[]): Promise<Requested> {
    const { channel, address } = this.#target
    const options: RequestOptions = { channel, contact: address, recipient: address, recognisedBy }
    const requested = await this.#world.engine.request(options)
    if (!requested.success) throw new Error(`a request was refused: ${requested.reason}`)
    await this.#deliver()
    return requested
  }

  async #resend({ flow }: Requested, pass: string | undefined): Promise<ResendResult> {
    const result = await this.#world.engine.resend(pass === undefined ? { flow } : { flow, pass })
    await this.#deliver()
    return result
  }

  /** One digit is wrong. */
  async #mistype({ flow }: Requested, code: string): Promise<void> {
    const place = this.#chance.below(code.length)
    const digit = (Number(code[place]) + 1 + this.#chance.below(9)) % 10
    await this.#world.engine.verify({ flow, code: code.slice(0, place) + digit + code.slice(place + 1) })
  }

  /** Types the right code, and keeps the cookie that the device is given for it. */
  async #type({ flow }: Requested, device: Device, code: string): Promise<void> {
    const { engine } = this.#world
    const result = await engine.verify(
      { flow, code },
      { inSameCommit: (trx, verified) => engine.remember(trx, verified, null) },
    )
    if (!result.success) throw new Error(`the right code was refused: ${result.reason}`)
    this.cookie = result.committed?.token ?? this.cookie
    this.diary.signedIn(device, code.length)
  }

  #codeOf({ flow }: Requested): string {
    const otp = this.#world.source.otp.parseToken(flow)?.id
    const code = otp === undefined ? undefined : this.#mailbox.codeOf(otp)
    if (code === undefined) throw new Error('no message has come')
    return code
  }

  #deliver = (): Promise<void> => this.#mailbox.deliver(this.#world.engine, this.#now())
  #now = (): number => this.#world.clock.now()
  #cookies = (device: Device): readonly string[] => (device === 'known' ? [this.cookie] : [])
  /** A week, a little more or less. */
  #pause = (everyMs: number): number => everyMs - 12 * HOUR + this.#chance.below(DAY)
}
