import type { Store, Trx } from '@kerbside/otp'
import type { Kysely, Transaction } from 'kysely'
import type { Config } from '../config.ts'
import type { Dialect } from './dialect.ts'
import type { Tables } from './tables.ts'

/** The query builder, on the database or in a transaction: a query does not care. */
export type Db = Kysely<Tables>

/**
 * Makes one change in one transaction. Everything in it goes through `trx`; `commit` is the same transaction as the
 * packages see it, for a message that is to leave with this commit.
 *
 *     change(async (trx, commit) => {
 *       await insertFeedback(trx, feedback)
 *       await courier.enqueue(commit, message)
 *     })
 */
export type Change = <T>(step: (trx: Transaction<Tables>, commit: Trx) => Promise<T>) => Promise<T>

/** Subscribes to what other processes notify of a topic, and gives what ends the subscription. */
export type Listen = (topic: string, onNotice: () => void) => Promise<() => Promise<void>>

/** An open database. */
export interface Database {
  readonly dialect: Dialect
  readonly db: Db
  /** Plain SQL for the packages' hot paths. */
  readonly store: Store
  readonly change: Change
  /** PostgreSQL only: SQLite has one serving process, which needs no telling. */
  readonly listen?: Listen
  /** To be called when the tables have changed: prepared statements remember their columns. */
  forgetStatements(): void
  /** Holds the database for one serving process; undefined when another one has it. PostgreSQL serves many. */
  holdForServing(): { release(): void } | undefined
  close(): Promise<void>
}

/** What an open database tells, apart from answers. */
export interface DatabaseOptions {
  /** Hears of a lost connection, or of a task after a commit that threw. */
  onError(error: unknown): void
}

/** Opens either database; a SQLite file is made when it is missing. The driver is loaded with the first use. */
export async function openDatabase(address: Config['databaseUrl'], options: DatabaseOptions): Promise<Database> {
  if (address.dialect === 'sqlite') return (await import('./sqlite.ts')).openSqliteFile(address.file, options)
  return (await import('./postgres.ts')).openPostgres(address.url, options)
}
