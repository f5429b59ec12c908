import type { Connection } from './connection.ts'
import { SqliteError } from './errors.ts'
import type { Reply } from './group.ts'
import { Group } from './group.ts'
import { OpenTrx } from './open-trx.ts'

/** What bounds the writer. */
export interface WriterOptions {
  /** Milliseconds that only grow. */
  readonly clock: { now(): number }
  /** How long a write or transaction may wait for the writer before it is refused. */
  readonly writerWaitMs: number
  /** Hears of an afterCommit task that threw. */
  readonly onError: (error: unknown) => void
}

interface Waiting {
  readonly opensTransaction: boolean
  readonly start: () => void
  readonly refuse: (error: unknown) => void
}

// Bounds of one group: how much one failed COMMIT takes along, and how long the first step waits for its answer.
const GROUP_STEPS = 256
const GROUP_MS = 5

/**
 * Who may write, and when. SQLite has one writer; it is, in turn,
 *
 *     free → a group of steps → free        write(): many at once, one COMMIT
 *     free → one transaction  → free        begin(): holds the writer until it commits or rolls back
 *
 * A group begins with the first step and ends at the second setImmediate, so that the requests of one turn of the event
 * loop share a COMMIT and a lone one waits for nothing. Whoever finds the writer taken waits in one line, first come
 * first served, and is refused after `writerWaitMs`: a transaction that waits for a write outside itself would
 * otherwise wait forever.
 */
export class Writer {
  readonly #connection: Connection
  readonly #options: WriterOptions
  #group: Group | undefined
  #transaction: OpenTrx | undefined
  #waiting: Waiting[] = []
  #isClosed = false

  constructor(connection: Connection, options: WriterOptions) {
    this.#connection = connection
    this.#options = options
  }

  write<T>(step: (trx: OpenTrx) => Reply<T>): Promise<T> {
    if (this.#group?.isStepping) return Promise.reject(nestedWrite())
    if (this.#transaction === undefined && this.#waiting.length === 0) return this.#join(step)
    return this.#wait(false, () => this.#join(step))
  }

  /** The writer for itself, until {@link commit} or {@link rollback}. */
  begin(): Promise<OpenTrx> {
    if (this.#group === undefined && this.#transaction === undefined && this.#waiting.length === 0) return this.#take()
    return this.#wait(true, () => this.#take())
  }

  commit(trx: OpenTrx): void {
    let tasks: readonly (() => void)[] = []
    try {
      tasks = trx.commit()
    } finally {
      this.#leave(trx)
      this.#runTasks(tasks)
    }
  }

  /** Does nothing when the transaction is over. */
  rollback(trx: OpenTrx): void {
    if (this.#transaction !== trx) return
    try {
      trx.rollback()
    } finally {
      this.#leave(trx)
    }
  }

  /** Commits the open group, if any: for what must run outside of every transaction. */
  endGroup(): void {
    if (this.#group?.isStepping) throw nestedWrite()
    if (this.#group !== undefined) this.#commitGroup(this.#group)
    if (this.#transaction !== undefined) throw new SqliteError('writer_taken', 'A transaction holds the writer.')
  }

  close(): void {
    this.#isClosed = true
    for (const waiting of this.#waiting.splice(0)) waiting.refuse(closed())
    if (this.#group !== undefined) this.#commitGroup(this.#group)
    if (this.#transaction !== undefined) this.rollback(this.#transaction)
  }

  // An async function waits for the shared promise without a closure of its own for each call.
  async #join<T>(step: (trx: OpenTrx) => Reply<T>): Promise<T> {
    const group = this.#group ?? this.#openGroup()
    try {
      const answer = group.run(step)
      this.#endFullGroup(group)
      await group.committed
      return answer
    } catch (error) {
      this.#endFullGroup(group)
      // What the step saw may be undone yet: its refusal, too, counts only once the group is on disk.
      await group.committed
      throw error
    }
  }

  #openGroup(): Group {
    if (this.#isClosed) throw closed()
    const group = new Group(this.#connection, this.#options.clock.now())
    this.#group = group
    setImmediate(afterOneTurn, () => this.#commitGroup(group))
    return group
  }

  #endFullGroup(group: Group): void {
    if (group.steps < GROUP_STEPS && this.#options.clock.now() - group.startedAt < GROUP_MS) return
    this.#commitGroup(group)
  }

  #commitGroup(group: Group): void {
    if (this.#group !== group) return
    this.#group = undefined // first, because a task may write
    this.#runTasks(group.commit())
    this.#startWaiting()
  }

  async #take(): Promise<OpenTrx> {
    if (this.#isClosed) throw closed()
    try {
      this.#transaction = new OpenTrx(this.#connection)
      return this.#transaction
    } catch (error) {
      this.#startWaiting()
      throw error
    }
  }

  #leave(trx: OpenTrx): void {
    if (this.#transaction !== trx) return
    this.#transaction = undefined
    this.#startWaiting()
  }

  #wait<T>(opensTransaction: boolean, go: () => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const waiting: Waiting = {
      opensTransaction,
      start: () => {
        clearTimeout(timer)
        resolve(go())
      },
      refuse: (error) => {
        clearTimeout(timer)
        reject(error)
      },
    }
    const timer = setTimeout(() => {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
      waiting.refuse(waitedTooLong(this.#options.writerWaitMs))
      this.#startWaiting() // what stood behind may be able to join the group
    }, this.#options.writerWaitMs)
    this.#waiting.push(waiting)
    return promise
  }

  #startWaiting(): void {
    while (this.#transaction === undefined) {
      const next = this.#waiting[0]
      if (next === undefined || (next.opensTransaction && this.#group !== undefined)) return
      this.#waiting.shift()
      next.start()
    }
  }

  #runTasks(tasks: readonly (() => void)[]): void {
    for (const task of tasks) {
      try {
        task()
      } catch (error) {
        this.#options.onError(error)
      }
    }
  }
}

function afterOneTurn(end: () => void): void {
  setImmediate(end)
}

function nestedWrite(): SqliteError {
  return new SqliteError('writer_taken', 'A step of write() is running: it writes through the trx it was given.')
}

function waitedTooLong(writerWaitMs: number): SqliteError {
  const message = `The writer was taken for ${writerWaitMs} ms. Inside a transaction, write through its own trx.`
  return new SqliteError('writer_taken', message)
}

function closed(): SqliteError {
  return new SqliteError('closed', 'The database is closed.')
}
