import type { DatabaseSyncOptions } from 'node:sqlite'
import { DatabaseSync } from 'node:sqlite'
import { SqliteError, sqliteError } from './errors.ts'
import type { Statement } from './statement.ts'
import { Statements } from './statement.ts'
import type { Row } from './values.ts'
import { boundValues } from './values.ts'

/** What a statement did: its rows, or how many rows it changed and the rowid it gave last. */
export interface Executed {
  readonly rows: Row[]
  readonly changes: number | undefined
  readonly insertId: bigint | undefined
}

const NONE: readonly unknown[] = []

/** One connection of node:sqlite with its statements, checked values and named errors. Knows no transactions. */
export class Connection {
  readonly statements: Statements
  readonly #database: DatabaseSync

  constructor(file: string, options: DatabaseSyncOptions) {
    try {
      this.#database = new DatabaseSync(file, options)
    } catch (error) {
      throw sqliteError(error, `open ${file}`)
    }
    this.statements = new Statements(this.#database)
  }

  /** The bare connection, for what only node:sqlite itself can do (backup). */
  get bare(): DatabaseSync {
    return this.#database
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction
  }

  /** Whether the statement only reads. It is prepared for the answer, and kept. */
  reads(sql: string): boolean {
    try {
      return this.statements.of(sql).kind === 'read'
    } catch (error) {
      throw sqliteError(error, sql)
    }
  }

  get(sql: string, values: readonly unknown[] = NONE): Row | undefined {
    try {
      const statement = this.#statement(sql, values)
      return statement.prepared.get(...boundValues(values))
    } catch (error) {
      throw sqliteError(error, sql)
    }
  }

  all(sql: string, values: readonly unknown[] = NONE): Row[] {
    try {
      const statement = this.#statement(sql, values)
      return statement.prepared.all(...boundValues(values))
    } catch (error) {
      throw sqliteError(error, sql)
    }
  }

  run(sql: string, values: readonly unknown[] = NONE): number {
    try {
      const statement = this.#statement(sql, values)
      return Number(statement.prepared.run(...boundValues(values)).changes)
    } catch (error) {
      throw sqliteError(error, sql)
    }
  }

  execute(sql: string, values: readonly unknown[] = NONE): Executed {
    try {
      const { prepared, returnsRows } = this.#statement(sql, values)
      if (returnsRows) return { rows: prepared.all(...boundValues(values)), changes: undefined, insertId: undefined }
      const { changes, lastInsertRowid } = prepared.run(...boundValues(values))
      return { rows: [], changes: Number(changes), insertId: BigInt(lastInsertRowid) }
    } catch (error) {
      throw sqliteError(error, sql)
    }
  }

  /** Rows one by one; the statement stays open until the last one is taken or the loop is left. */
  *iterate(sql: string, values: readonly unknown[] = NONE): Generator<Row, void, undefined> {
    try {
      yield* this.#statement(sql, values).prepared.iterate(...boundValues(values))
    } catch (error) {
      throw sqliteError(error, sql)
    }
  }

  /** BEGIN, COMMIT, SAVEPOINT and their like, which the other methods of a transaction refuse. */
  control(sql: string): void {
    try {
      this.statements.of(sql).prepared.run()
    } catch (error) {
      throw sqliteError(error, sql)
    }
  }

  exec(sql: string): void {
    try {
      this.#database.exec(sql)
    } catch (error) {
      throw sqliteError(error, sql)
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close()
  }

  #statement(sql: string, values: readonly unknown[]): Statement {
    const statement = this.statements.of(sql)
    if (statement.parameters !== values.length) {
      const message = `The statement has ${statement.parameters} parameters and got ${values.length} values.`
      throw new SqliteError('sql', message, { sql })
    }
    if (statement.kind === 'control') {
      throw new SqliteError('sql', 'Transactions begin and end by write(), transaction() or Kysely, not by SQL.', {
        sql,
      })
    }
    return statement
  }
}
