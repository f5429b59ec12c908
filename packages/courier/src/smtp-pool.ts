import { SendError } from './sender.ts'
import type { SmtpSession } from './smtp-session.ts'

interface Pooled {
  readonly session: SmtpSession
  mails: number
  /** Ticks since its last mail. */
  rests: number
}

/** What is done over a connection. */
type Task = (session: SmtpSession) => Promise<void>

// Servers end a session after many mails (often 100), after silence (some after 30 s), and after many commands without a
// mail (Postfix: 100). The next one is opened while the last is wearing out: no mail waits for it.
const MAILS_A_SESSION = 90
const WORN_AFTER_MAILS = 75
const TICK_MS = 20_000
const RESTS_A_SESSION = 80
// A server that turns us away is asked for a spare connection ever more rarely: at last every 32 · 20 s ≈ 11 min.
const LONGEST_PAUSE = 32

export interface SmtpPoolOptions {
  readonly open: (signal: AbortSignal) => Promise<SmtpSession>
  /** Connections at once. */
  readonly limit: number
}

/**
 * Signed-in connections that are used again, one of them kept open between mails: opening one costs some 25 times as
 * much as a mail. nodemailer has a pool of its own, but that connects for a mail only, and lets an idle connection die.
 */
export class SmtpPool {
  readonly #open: (signal: AbortSignal) => Promise<SmtpSession>
  readonly #limit: number
  /** The one used last stands last, and is used next. */
  readonly #idle: Pooled[] = []
  readonly #waiting: (() => void)[] = []
  #busy = 0
  #closing = new AbortController()
  #ticking: NodeJS.Timeout | undefined
  /** The spare connection is being opened or pinged. */
  #spare = Promise.resolve()
  #pause = 1
  #ticksToWait = 0

  constructor({ open, limit }: SmtpPoolOptions) {
    this.#open = open
    this.#limit = limit
  }

  /** Lends a connection. One that turns out to be dead is replaced once: a server may hang up whenever it likes. */
  async use(task: Task, signal: AbortSignal): Promise<void> {
    this.#reopen()
    while (this.#busy >= this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#busy += 1
    try {
      const used = this.#idle.pop() ?? (await this.#spare.then(() => this.#idle.pop()))
      if (used !== undefined && (await this.#survives(used, task))) return
      await this.#lend(await this.#fresh(signal), task)
    } finally {
      this.#busy -= 1
      this.#waiting.shift()?.()
    }
  }

  /** From now on one connection stands ready. */
  warm(): void {
    if (this.#ticking !== undefined) return
    this.#reopen()
    this.#ticking = setInterval(() => this.#tick(), TICK_MS).unref()
    this.#tick()
  }

  close(): void {
    this.#closing.abort(new SendError('temporary', 'the sender was closed'))
    clearInterval(this.#ticking)
    this.#ticking = undefined
    for (const { session } of this.#idle.splice(0)) session.close()
  }

  #reopen(): void {
    if (this.#closing.signal.aborted) this.#closing = new AbortController()
  }

  async #fresh(signal: AbortSignal): Promise<Pooled> {
    return { session: await this.#open(signal), mails: 0, rests: 0 }
  }

  /** @returns false when the connection was dead: the task is still to be done */
  async #survives(used: Pooled, task: Task): Promise<boolean> {
    try {
      await this.#lend(used, task)
      return true
    } catch (error) {
      if (used.session.isOpen) throw error
      return false
    }
  }

  async #lend(pooled: Pooled, task: Task): Promise<void> {
    pooled.mails += 1
    pooled.rests = 0
    if (pooled.mails === WORN_AFTER_MAILS) this.#openAhead()
    try {
      await task(pooled.session)
      this.#putBack(pooled)
    } catch (error) {
      // A refused mail leaves a good connection behind, once both ends have forgotten it.
      if (pooled.session.isOpen) void pooled.session.reset().then(() => this.#putBack(pooled), hangUp(pooled))
      throw error
    }
  }

  #putBack(pooled: Pooled): void {
    if (this.#closing.signal.aborted || pooled.mails >= MAILS_A_SESSION) pooled.session.close()
    else if (pooled.session.isOpen) this.#idle.push(pooled)
    this.#retireWorn()
  }

  /** A worn connection goes as soon as it has a successor, and not before. */
  #retireWorn(): void {
    if (!this.#hasSuccessor()) return
    for (const pooled of this.#idle.splice(0)) {
      if (isWorn(pooled)) pooled.session.close()
      else this.#idle.push(pooled)
    }
  }

  #hasSuccessor(): boolean {
    return this.#idle.some((pooled) => !isWorn(pooled))
  }

  #openAhead(): void {
    if (this.#ticking === undefined || this.#hasSuccessor()) return
    this.#spare = this.#spare.then(() => this.#openSpare())
  }

  #tick(): void {
    this.#spare = this.#spare.then(() => this.#keepSpare())
  }

  async #keepSpare(): Promise<void> {
    this.#letGo()
    const spare = this.#idle.pop()
    if (spare !== undefined) await spare.session.reset().then(() => this.#putBack(spare), hangUp(spare))
    if (this.#idle.length + this.#busy === 0) await this.#openSpare()
  }

  /** Ends what is dead, what is worn or has rested too long, and all but one of what has no work. */
  #letGo(): void {
    const last = this.#idle.at(-1)
    for (const pooled of this.#idle.splice(0)) {
      pooled.rests += 1
      const isNeeded = pooled === last ? pooled.rests < RESTS_A_SESSION : pooled.rests < 2
      if (isNeeded && !isWorn(pooled)) this.#putBack(pooled)
      else pooled.session.close()
    }
  }

  async #openSpare(): Promise<void> {
    if (this.#ticksToWait > 0) {
      this.#ticksToWait -= 1
      return
    }
    try {
      this.#putBack(await this.#fresh(this.#closing.signal))
      this.#pause = 1
    } catch {
      // The next mail will say why.
      this.#ticksToWait = this.#pause
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE)
    }
  }
}

function isWorn({ mails }: Pooled): boolean {
  return mails >= WORN_AFTER_MAILS
}

function hangUp({ session }: Pooled): () => void {
  return () => session.close()
}
