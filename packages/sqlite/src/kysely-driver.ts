import type {
  CompiledQuery,
  DatabaseConnection,
  Driver,
  QueryExecutorProvider,
  QueryResult,
  TransactionSettings,
} from 'kysely'
import { SelectQueryNode } from 'kysely'
import type { Executed } from './connection.ts'
import type { SqliteDatabase } from './database.ts'
import { SqliteError } from './errors.ts'
import type { SqliteTrx } from './open-trx.ts'
import type { Row } from './values.ts'
import type { SqliteTransaction } from './writer.ts'

/** Gives each query and transaction of Kysely a {@link GroupConnection}, which costs nothing until it is used. */
export class SqliteGroupDriver implements Driver {
  readonly #database: SqliteDatabase

  constructor(database: SqliteDatabase) {
    this.#database = database
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<GroupConnection> {
    return new GroupConnection(this.#database)
  }

  async beginTransaction(connection: GroupConnection, settings: TransactionSettings): Promise<void> {
    connection.transaction =
      settings.accessMode === 'read only' ? await this.#database.beginReading() : await this.#database.begin()
  }

  async commitTransaction(connection: GroupConnection): Promise<void> {
    connection.takeTransaction()?.commit()
  }

  async rollbackTransaction(connection: GroupConnection): Promise<void> {
    connection.takeTransaction()?.rollback()
  }

  async savepoint(connection: GroupConnection, name: string): Promise<void> {
    connection.trx.savepoint(name)
  }

  async rollbackToSavepoint(connection: GroupConnection, name: string): Promise<void> {
    connection.trx.rollbackTo(name)
  }

  async releaseSavepoint(connection: GroupConnection, name: string): Promise<void> {
    connection.trx.release(name)
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}

/** What Kysely takes for a connection: it sends each statement where it belongs. */
class GroupConnection implements DatabaseConnection {
  transaction: SqliteTransaction | undefined
  readonly #database: SqliteDatabase

  constructor(database: SqliteDatabase) {
    this.#database = database
  }

  get trx(): SqliteTrx {
    if (this.transaction !== undefined) return this.transaction.trx
    throw new SqliteError('transaction_over', 'This connection has no open transaction.')
  }

  /** The transaction, for its end; the connection is free for the next one. */
  takeTransaction(): SqliteTransaction | undefined {
    const { transaction } = this
    this.transaction = undefined
    return transaction
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { sql, parameters } = query
    if (this.transaction !== undefined) return result(this.transaction.trx.execute(sql, parameters))
    if (this.#reads(query)) return result({ rows: this.#database.all(sql, parameters) })
    return result(await this.#database.write((trx) => trx.execute(sql, parameters)))
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    const { sql, parameters } = query
    if (!this.#reads(query)) throw new SqliteError('sql', 'Only a statement that reads can be streamed.', { sql })
    const rows =
      this.transaction === undefined
        ? this.#database.stream(sql, parameters)
        : this.transaction.trx.execute(sql, parameters).rows.values()
    let chunk: Row[] = []
    for (const row of rows) {
      if (chunk.push(row) < chunkSize) continue
      yield result({ rows: chunk })
      chunk = []
    }
    if (chunk.length > 0) yield result({ rows: chunk })
  }

  #reads(query: CompiledQuery): boolean {
    return SelectQueryNode.is(query.query) || this.#database.reads(query.sql)
  }
}

/**
 * The open transaction of Kysely as a {@link SqliteTrx}, for parts that speak plain SQL: the same transaction, the same
 * COMMIT, and `afterCommit`.
 * @throws SqliteError `transaction_over` when the transaction is no open one of {@link SqliteGroupDialect}
 * @example
 * await db.transaction().execute(async (trx) => {
 *   await trx.insertInto('feedback').values(feedback).execute()
 *   courier.enqueue(await trxOf(trx), message)
 * })
 */
export function trxOf(transaction: QueryExecutorProvider): Promise<SqliteTrx> {
  return transaction.getExecutor().provideConnection(async (connection) => {
    if (connection instanceof GroupConnection) return connection.trx
    throw new SqliteError('transaction_over', 'This transaction is not of SqliteGroupDialect.')
  })
}

function result<R>({ rows, changes, insertId }: Partial<Executed>): QueryResult<R> {
  return {
    // The row type is what the query builder inferred; the database gives what it has.
    rows: (rows ?? []) as R[],
    ...(changes === undefined ? {} : { numAffectedRows: BigInt(changes) }),
    ...(insertId === undefined ? {} : { insertId }),
  }
}
