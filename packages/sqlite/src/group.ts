import type { OpenTrx } from './open-trx.ts'

/** An answer at once, or later. A step of {@link Group} answers at once; the type also fits what runs on PostgreSQL. */
export type Reply<T> = T | Promise<T>

// No name that a step would choose for a savepoint of its own.
const STEP = 'kerbside_step'

/** The steps that share one COMMIT. Each has a savepoint, so that a throw undoes its own step and no other. */
export class Group {
  /** Settles after the COMMIT. */
  readonly committed: Promise<void>
  readonly startedAt: number
  steps = 0
  readonly #trx: OpenTrx
  readonly #fail: (error: unknown) => void

  constructor(trx: OpenTrx, startedAt: number) {
    this.#trx = trx
    this.startedAt = startedAt
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.committed = promise
    this.#fail = reject
    trx.afterCommit(resolve)
    trx.pause()
  }

  get isStepping(): boolean {
    return this.#trx.isOpen
  }

  /** SQLite rolled everything back by itself; the COMMIT will say so to every step. */
  get isLost(): boolean {
    return this.#trx.lost !== undefined
  }

  run<T>(step: (trx: OpenTrx) => Reply<T>): T {
    this.steps += 1
    this.#trx.resume()
    try {
      this.#trx.savepoint(STEP)
      return this.#take(step)
    } finally {
      this.#trx.pause()
    }
  }

  commit(): void {
    try {
      this.#trx.commit()
    } catch (error) {
      this.#fail(error)
    }
  }

  #take<T>(step: (trx: OpenTrx) => Reply<T>): T {
    try {
      const answer = step(this.#trx)
      if (isPromise(answer)) throw refusedPromise(answer)
      this.#trx.release(STEP)
      return answer
    } catch (error) {
      this.#undo() // throws when SQLite has undone everything; the COMMIT then says why
      throw error
    }
  }

  #undo(): void {
    this.#trx.rollbackTo(STEP)
    this.#trx.release(STEP)
  }
}

function isPromise<T>(answer: Reply<T>): answer is Promise<T> {
  return typeof answer === 'object' && answer !== null && 'then' in answer && typeof answer.then === 'function'
}

function refusedPromise(answer: Promise<unknown>): TypeError {
  // The refusal below is the answer; the rest of the step will fail on its closed trx, and nobody waits for it.
  Promise.resolve(answer).catch(() => {})
  return new TypeError('A step of write() is synchronous: it returned a promise, and was undone. Use transaction().')
}
