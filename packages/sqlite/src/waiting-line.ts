import { SqliteError } from './errors.ts'

/** Whether the writer is wanted together with other steps, or for a transaction of its own. */
export type Use = 'shared' | 'alone'

interface Waiting {
  readonly use: Use
  readonly start: () => void
  readonly refuse: (error: SqliteError) => void
}

/**
 * Those who found the writer taken, first come first served, so that neither a stream of steps starves a transaction nor
 * the other way round. Nobody waits longer than `waitMs`: what waits, inside a transaction, for a write outside it
 * would otherwise wait forever.
 */
export class WaitingLine {
  readonly #waitMs: number
  readonly #isFree: (use: Use) => boolean
  readonly #line: Waiting[] = []

  constructor(waitMs: number, isFree: (use: Use) => boolean) {
    this.#waitMs = waitMs
    this.#isFree = isFree
  }

  get isEmpty(): boolean {
    return this.#line.length === 0
  }

  wait<T>(use: Use, go: () => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const timer = setTimeout(() => this.#tooLong(waiting), this.#waitMs)
    const waiting: Waiting = {
      use,
      start: () => {
        clearTimeout(timer)
        resolve(go())
      },
      refuse: reject,
    }
    this.#line.push(waiting)
    return promise
  }

  /** Starts those in front for whom the writer is free; called whenever the writer becomes free. */
  advance(): void {
    for (let first = this.#line[0]; first !== undefined && this.#isFree(first.use); first = this.#line[0]) {
      this.#line.shift()
      first.start()
    }
  }

  #tooLong(waiting: Waiting): void {
    this.#line.splice(this.#line.indexOf(waiting), 1)
    const message = `The writer was taken for ${this.#waitMs} ms. Inside a transaction, write through its own trx.`
    waiting.refuse(new SqliteError('writer_taken', message))
  }
}
