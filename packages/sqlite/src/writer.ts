import type { Connection } from './connection.ts'
import { SqliteError } from './errors.ts'
import type { Reply } from './group.ts'
import { Group } from './group.ts'
import type { SqliteTrx } from './open-trx.ts'
import { OpenTrx } from './open-trx.ts'
import type { Use } from './waiting-line.ts'
import { WaitingLine } from './waiting-line.ts'

/** What bounds the writer. */
export interface WriterOptions {
  /** Milliseconds that only grow. */
  readonly clock: { now(): number }
  /** How long a write or transaction may wait for the writer before it is refused. */
  readonly writerWaitMs: number
  /** Hears of an afterCommit task that threw. */
  readonly onError: (error: unknown) => void
}

/** A transaction that ends when its holder says so. */
export interface SqliteTransaction {
  readonly trx: SqliteTrx
  /** @throws SqliteError what hindered the COMMIT, after everything was undone */
  commit(): void
  /** Does nothing when the transaction is over. */
  rollback(): void
}

// Bounds of one group: how much a failed COMMIT takes along, and how long the first step waits for its answer.
const GROUP_STEPS = 256
const GROUP_MS = 5

/**
 * Who may write, and when. SQLite has one writer; it is, in turn,
 *
 *     free → a group of steps → free        write(): many at once, one COMMIT
 *     free → one transaction  → free        begin(): holds the writer until it commits or rolls back
 *
 * A group begins with the first step and ends at the second setImmediate, so that the requests of one turn of the event
 * loop share a COMMIT and a lone one waits for no timer. Whoever finds the writer taken waits in one line.
 */
export class Writer {
  readonly #connection: Connection
  readonly #options: WriterOptions
  readonly #line: WaitingLine
  #group: Group | undefined
  #transaction: OpenTrx | undefined
  #isClosed = false

  constructor(connection: Connection, options: WriterOptions) {
    this.#connection = connection
    this.#options = options
    this.#line = new WaitingLine(options.writerWaitMs, (use) => this.#isFree(use))
  }

  write<T>(step: (trx: OpenTrx) => Reply<T>): Promise<T> {
    if (this.#group?.isStepping) return Promise.reject(nestedWrite())
    if (this.#line.isEmpty && this.#isFree('shared')) return this.#join(step)
    return this.#line.wait('shared', () => this.#join(step))
  }

  begin(): Promise<SqliteTransaction> {
    if (this.#line.isEmpty && this.#isFree('alone')) return this.#take()
    return this.#line.wait('alone', () => this.#take())
  }

  /** Commits the open group, if any: for what must run outside of every transaction. */
  endGroup(): void {
    if (this.#group?.isStepping) throw nestedWrite()
    if (this.#group !== undefined) this.#commitGroup(this.#group)
    if (this.#transaction !== undefined) throw new SqliteError('writer_taken', 'A transaction holds the writer.')
  }

  close(): void {
    if (this.#group?.isStepping) throw nestedWrite()
    this.#isClosed = true // whoever waits learns it when its turn comes, which is now
    if (this.#group !== undefined) this.#commitGroup(this.#group)
    if (this.#transaction !== undefined) this.#rollback(this.#transaction)
  }

  #isFree(use: Use): boolean {
    return this.#transaction === undefined && (use === 'shared' || this.#group === undefined)
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
    const group = new Group(this.#begin(), this.#options.clock.now())
    this.#group = group
    setImmediate(setImmediate, () => this.#commitGroup(group)) // the second one from here
    return group
  }

  #endFullGroup(group: Group): void {
    const isFull = group.steps >= GROUP_STEPS || this.#options.clock.now() - group.startedAt >= GROUP_MS
    if (isFull || group.isLost) this.#commitGroup(group)
  }

  #commitGroup(group: Group): void {
    if (this.#group !== group) return
    this.#group = undefined // first, because a task may write
    group.commit()
    this.#line.advance()
  }

  async #take(): Promise<SqliteTransaction> {
    const trx = this.#begin()
    this.#transaction = trx
    return { trx, commit: () => this.#commit(trx), rollback: () => this.#rollback(trx) }
  }

  // IMMEDIATE: a transaction that begins by reading could otherwise learn at its first write that it is too late.
  #begin(): OpenTrx {
    if (this.#isClosed) throw closed()
    return new OpenTrx(this.#connection, 'IMMEDIATE', this.#options.onError)
  }

  #commit(trx: OpenTrx): void {
    try {
      trx.commit()
    } finally {
      this.#leave(trx)
    }
  }

  #rollback(trx: OpenTrx): void {
    if (this.#transaction !== trx) return
    try {
      trx.rollback()
    } finally {
      this.#leave(trx)
    }
  }

  #leave(trx: OpenTrx): void {
    if (this.#transaction !== trx) return
    this.#transaction = undefined
    this.#line.advance()
  }
}

function nestedWrite(): SqliteError {
  return new SqliteError('writer_taken', 'A step of write() is running: it writes through the trx it was given.')
}

function closed(): SqliteError {
  return new SqliteError('closed', 'The database is closed.')
}
