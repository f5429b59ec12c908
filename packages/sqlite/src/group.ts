import type { Connection } from './connection.ts'
import { OpenTrx } from './open-trx.ts'

/** An answer at once, or later. A step of {@link Group} answers at once; the type also fits what runs on PostgreSQL. */
export type Reply<T> = T | Promise<T>

const STEP = 'step'

/** The steps that share one COMMIT. Each has a savepoint, so that a throw undoes its own step and no other. */
export class Group {
  readonly committed: Promise<void>
  readonly startedAt: number
  steps = 0
  readonly #trx: OpenTrx
  readonly #settle: { resolve: () => void; reject: (error: unknown) => void }

  constructor(connection: Connection, startedAt: number) {
    this.#trx = new OpenTrx(connection)
    this.#trx.pause()
    this.startedAt = startedAt
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.committed = promise
    this.#settle = { resolve, reject }
  }

  get isStepping(): boolean {
    return this.#trx.isOpen
  }

  run<T>(step: (trx: OpenTrx) => Reply<T>): T {
    this.steps += 1
    if (this.#trx.lost !== undefined) throw this.#trx.lost
    this.#trx.savepoint(STEP)
    this.#trx.resume()
    try {
      const answer = step(this.#trx)
      if (isPromise(answer)) throw refusedPromise(answer)
      this.#trx.pause()
      this.#trx.release(STEP)
      return answer
    } catch (error) {
      this.#trx.pause()
      this.#undo()
      throw error
    }
  }

  /** Ends the group. Its promises settle after this call returns, as all promises do. */
  commit(): readonly (() => void)[] {
    try {
      const tasks = this.#trx.commit()
      this.#settle.resolve()
      return tasks
    } catch (error) {
      this.#settle.reject(error)
      return []
    }
  }

  #undo(): void {
    if (this.#trx.lost !== undefined) return // the savepoint went with everything else
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
