/** What may happen to contacts at one instant, side by side. */
import fc from 'fast-check'
import type { OtpEngine } from '../api.ts'
import { parseToken } from '../codes/tokens.ts'
import type { World } from './worlds.ts'

const CONTACTS = ['ana@example.com', 'ben@example.com', 'cat@example.com'] as const
type Contact = (typeof CONTACTS)[number]

/** What may happen; what is listed twice happens twice as often. */
const KINDS = [
  'storm',
  'storm',
  'request',
  'again',
  'resend',
  'guess',
  'guesses',
  'pass',
  'pass',
  'sign in',
  'end',
  'end all',
  'cleanup',
] as const

/** One thing that happens to one contact. */
export const happening = fc.record({
  kind: fc.constantFrom(...KINDS),
  contact: fc.constantFrom(...CONTACTS),
  /** Which of its flows is meant: the newest, or one of those before. */
  back: fc.nat(4),
})
interface Happening {
  readonly kind: (typeof KINDS)[number]
  readonly contact: Contact
  readonly back: number
}

const STORM = 4
const MOST_ATTEMPTS = 10

/** What is known of the contacts by those who act: tokens of flows and devices, codes and passes of messages. */
export class Actors {
  readonly #world: World
  readonly #flows = new Map<Contact, string[]>()
  readonly #devices = new Map<Contact, string>()
  readonly #passes = new Map<string, string>()
  readonly #codes = new Map<number, string>()
  /** Lengths of the codes that were guessed at since the last look, by flow. */
  judged = new Map<number, number[]>()
  #digits = 0

  constructor(world: World) {
    this.#world = world
  }

  async act(engine: OtpEngine, { kind, contact, back }: Happening): Promise<void> {
    if (kind === 'storm') return this.#storm(engine, contact)
    const flows = this.#flows.get(contact) ?? []
    const flow = flows.at(-1 - (back % Math.max(1, flows.length)))
    if (flow === undefined || kind === 'request') return void (await this.#request(engine, contact, undefined))
    switch (kind) {
      case 'again':
        return void (await this.#request(engine, contact, flow))
      case 'guess':
        return this.#guess(engine, flow, 1)
      case 'guesses':
        return this.#guessAll(engine, flow)
      case 'sign in':
        return this.#signIn(engine, contact, flow)
      case 'resend':
        return void (await engine.resend({ flow }))
      case 'pass':
        return void (await engine.resend({ flow, pass: this.#passes.get(contact) ?? '000000000000' }))
      case 'end':
        return engine.end(flow)
      case 'end all':
        return void (await engine.endAll({ otpType: 'email', canonical: contact, typed: contact }))
      case 'cleanup':
        return void (await engine.cleanup({ batch: 3 }))
    }
  }

  /** Reads the messages that have come. */
  async read(): Promise<void> {
    const { engine, orders } = this.#world
    for (const { reference, address } of orders.splice(0)) {
      const revealed = await engine.reveal(reference)
      if (!revealed) continue
      if (revealed.code !== null) this.#codes.set(Number.parseInt(reference, 10), revealed.code)
      if (revealed.pass !== null) this.#passes.set(address, revealed.pass)
    }
  }

  /** Opens what flows there are to open, guesses all that can be guessed, one after another. */
  async #storm(engine: OtpEngine, contact: Contact): Promise<void> {
    for (let request = 0; request < STORM; request += 1) {
      const flow = await this.#request(engine, contact, undefined)
      await this.#guessAll(engine, flow)
    }
  }

  async #request(engine: OtpEngine, contact: Contact, current: string | undefined): Promise<string> {
    const device = this.#devices.get(contact)
    // Every other request comes from the device that is known, if there is one.
    const recognisedBy = device !== undefined && this.#nextDigits().endsWith('1') ? [device] : []
    const requested = await engine.request({ channel: 'email', contact, current, recognisedBy })
    if (!requested.success) throw new Error(requested.reason)
    this.#flows.set(contact, [...(this.#flows.get(contact) ?? []), requested.flow])
    return requested.flow
  }

  /** Guesses more often than any policy lets, all at once. */
  #guessAll = (engine: OtpEngine, flow: string): Promise<void> => this.#guess(engine, flow, MOST_ATTEMPTS + 1)

  async #guess(engine: OtpEngine, flow: string, times: number): Promise<void> {
    const length = (await this.#world.engine.look(flow))?.codeLength
    if (!length) return
    const guesses = Array.from({ length: times }, () => this.#nextDigits().slice(-length))
    const typed = await Promise.allSettled(guesses.map((code) => this.#type(engine, flow, code, undefined)))
    for (const one of typed) if (one.status === 'rejected') throw one.reason
  }

  async #signIn(engine: OtpEngine, contact: Contact, flow: string): Promise<void> {
    const seen = await this.#world.engine.look(flow)
    const code = seen && this.#codes.get(seen.otp)
    if (code !== undefined) await this.#type(engine, flow, code, contact)
  }

  async #type(engine: OtpEngine, flow: string, code: string, owner: Contact | undefined): Promise<void> {
    const result = await engine.verify(
      { flow, code },
      { inSameCommit: (trx, verified) => (owner ? engine.remember(trx, verified, null) : undefined) },
    )
    if (!result.success && result.reason !== 'wrong_code') return
    const otp = parseToken(flow)?.id ?? 0
    this.judged.set(otp, [...(this.judged.get(otp) ?? []), code.length])
    if (owner && result.success && result.committed) this.#devices.set(owner, result.committed.token)
  }

  /** Sixteen digits that are not the same each time. */
  #nextDigits(): string {
    this.#digits = (this.#digits * 7 + 3) % 9_999_991
    return String(this.#digits).padStart(16, '0')
  }
}
