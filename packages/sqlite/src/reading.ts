import { backup } from 'node:sqlite'
import { Connection } from './connection.ts'
import { SqliteError } from './errors.ts'
import type { Row } from './values.ts'

/** Reads of committed data, beside the writer. */
export interface Reading {
  readonly prepared: number
  get(sql: string, values?: readonly unknown[]): Row | undefined
  all(sql: string, values?: readonly unknown[]): Row[]
  stream(sql: string, values?: readonly unknown[]): Generator<Row, void, undefined>
  /** A connection for reads of one moment; undefined where there is but one connection. The caller closes it. */
  open(): Connection | undefined
  copyTo(file: string): Promise<void>
  clearStatements(): void
  close(): void
}

// More than any file has: a copy in pieces would start again whenever another connection commits.
const ALL_PAGES = 2 ** 31 - 1

/** Reads a file through connections that cannot write. */
export class FileReading implements Reading {
  readonly #file: string
  readonly #busyMs: number
  readonly #connection: Connection

  constructor(file: string, busyMs: number) {
    this.#file = file
    this.#busyMs = busyMs
    this.#connection = this.open()
  }

  get prepared(): number {
    return this.#connection.statements.prepared
  }

  open(): Connection {
    return new Connection(this.#file, { timeout: this.#busyMs, readOnly: true })
  }

  get(sql: string, values?: readonly unknown[]): Row | undefined {
    return this.#connection.get(sql, values)
  }

  all(sql: string, values?: readonly unknown[]): Row[] {
    return this.#connection.all(sql, values)
  }

  // A connection of its own: on the shared one, an open statement would pin every other read to its own moment.
  *stream(sql: string, values?: readonly unknown[]): Generator<Row, void, undefined> {
    const connection = this.open()
    try {
      yield* connection.iterate(sql, values)
    } finally {
      connection.close()
    }
  }

  async copyTo(file: string): Promise<void> {
    const connection = this.open()
    try {
      await backup(connection.bare, file, { rate: ALL_PAGES })
    } finally {
      connection.close()
    }
  }

  clearStatements(): void {
    this.#connection.statements.clear()
  }

  close(): void {
    this.#connection.close()
  }
}

/**
 * Reads a `:memory:` database, which exists in its one connection only. So these reads also see what is not committed
 * yet, and rows are not streamed, since a statement left open would hold up the writer.
 */
export class MemoryReading implements Reading {
  readonly prepared = 0
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  open(): undefined {
    return undefined
  }

  get(sql: string, values?: readonly unknown[]): Row | undefined {
    return this.#reading(sql).get(sql, values)
  }

  all(sql: string, values?: readonly unknown[]): Row[] {
    return this.#reading(sql).all(sql, values)
  }

  *stream(sql: string, values?: readonly unknown[]): Generator<Row, void, undefined> {
    yield* this.all(sql, values)
  }

  async copyTo(file: string): Promise<void> {
    await backup(this.#connection.bare, file, { rate: ALL_PAGES })
  }

  clearStatements(): void {}

  close(): void {}

  #reading(sql: string): Connection {
    if (this.#connection.reads(sql)) return this.#connection
    throw new SqliteError('read_only', 'This statement writes: use write().', { sql })
  }
}
