/** Why SQLite, or this package, refused. The words are stable: programs compare them, logs and metrics carry them. */
export type SqliteReason =
  | 'primary_key'
  | 'unique'
  | 'foreign_key'
  | 'not_null'
  | 'check'
  | 'datatype'
  | 'raised_by_trigger'
  | 'busy'
  | 'read_only'
  | 'disk_full'
  | 'disk_error'
  | 'corrupt'
  | 'cannot_open'
  | 'sql'
  | 'writer_taken'
  | 'transaction_over'
  | 'closed'

/**
 * A refusal by the database. `reason` says why in one stable word.
 * @example
 * try {
 *   await database.write((trx) => trx.run('INSERT INTO ticket (id) VALUES ($1)', [id]))
 * } catch (error) {
 *   if (error instanceof SqliteError && error.reason === 'primary_key') return retryWithAnotherId()
 *   throw error
 * }
 */
export class SqliteError extends Error {
  override readonly name = 'SqliteError'
  readonly reason: SqliteReason
  /** SQLite's extended result code (https://sqlite.org/rescode.html); undefined when this package refused. */
  readonly resultCode: number | undefined
  /** The statement, without its values. */
  readonly sql: string | undefined

  constructor(
    reason: SqliteReason,
    message: string,
    from: { resultCode?: number; sql?: string; cause?: unknown } = {},
  ) {
    super(message, from.cause === undefined ? {} : { cause: from.cause })
    this.reason = reason
    this.resultCode = from.resultCode
    this.sql = from.sql
  }
}

/** What node:sqlite threw, as a {@link SqliteError} where SQLite itself refused; anything else comes back as it was. */
export function sqliteError(error: unknown, sql: string): unknown {
  if (!(error instanceof Error)) return error
  if ('errcode' in error && typeof error.errcode === 'number') {
    return new SqliteError(reasonOf(error.errcode), error.message, { resultCode: error.errcode, sql, cause: error })
  }
  if (!('code' in error)) return error
  if (error.code === 'ERR_INVALID_STATE') return new SqliteError('closed', error.message, { sql, cause: error })
  if (error.code === 'ERR_OUT_OF_RANGE') {
    return new RangeError(`An integer in the answer is beyond 2^53 and no exact number: ${sql}`, { cause: error })
  }
  return error
}

// Extended codes first, then the primary code in the low byte: SQLITE_IOERR alone has three dozen extensions.
const REASONS: ReadonlyMap<number, SqliteReason> = new Map([
  [1555, 'primary_key'],
  [2579, 'primary_key'], // SQLITE_CONSTRAINT_ROWID
  [2067, 'unique'],
  [787, 'foreign_key'],
  [1299, 'not_null'],
  [275, 'check'],
  [3091, 'datatype'], // a STRICT table
  [1811, 'raised_by_trigger'],
])

const PRIMARY_REASONS: ReadonlyMap<number, SqliteReason> = new Map([
  [5, 'busy'],
  [6, 'busy'], // SQLITE_LOCKED
  [8, 'read_only'],
  [10, 'disk_error'],
  [11, 'corrupt'],
  [13, 'disk_full'],
  [14, 'cannot_open'],
  [20, 'datatype'],
  [26, 'corrupt'], // not a database
])

function reasonOf(resultCode: number): SqliteReason {
  return REASONS.get(resultCode) ?? PRIMARY_REASONS.get(resultCode & 0xff) ?? 'sql'
}
