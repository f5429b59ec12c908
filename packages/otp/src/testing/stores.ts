import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { SqliteDatabase } from '@kerbside/sqlite'
import { openSqlite } from '@kerbside/sqlite'
import type { PoolConfig } from 'pg'
import { Pool } from 'pg'
import { createDatabase } from '../../../../tools/testing/postgres.ts'
import { migrate } from '../migrations.ts'
import { postgresStore } from '../postgres-store.ts'
import type { Store } from '../store.ts'
import type { DatabaseName } from './worlds.ts'

/** What lives as long as a test, or as long as its file. */
interface Owner {
  after(task: () => unknown): void
}

/** The engine's tables, empty, on either database. */
export const emptyStore = (owner: Owner, database: DatabaseName): Promise<Store> =>
  database === 'sqlite' ? sqliteStore(owner) : emptiedPostgres()

/** A SQLite file of its own. */
export async function sqliteStore(owner: Owner): Promise<SqliteDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'kerbside-otp-'))
  const database = openSqlite(join(folder, 'otp.db'))
  owner.after(async () => {
    database.close()
    await rm(folder, { recursive: true })
  })
  await migrate(database)
  return database
}

/** A pool on a new, empty database, or on the one that is named. */
export async function postgresPool(owner: Owner, config: PoolConfig = {}): Promise<Pool> {
  const connectionString = config.connectionString ?? (await createDatabase(owner))
  const pool = new Pool({ max: 20, pipeline: true, ...config, connectionString })
  owner.after(() => pool.end())
  return pool
}

const TABLES = 'otp, contact_budget, global_budget, lease, device, rate_limit, paid_limit, paid_pause, otp_installation'

let ofThisFile: Promise<Store> | undefined

// Registered while the file loads: later the hook would be that of a single test.
const whenFileIsOver: (() => unknown)[] = []
after(async () => {
  for (const task of whenFileIsOver) await task()
})

/** The file's database, without rows: to make one anew takes ten times as long. */
async function emptiedPostgres(): Promise<Store> {
  ofThisFile ??= migratedPostgres({ after: (task) => whenFileIsOver.push(task) })
  const store = await ofThisFile
  await store.write((trx) => trx.run(`TRUNCATE ${TABLES}`))
  return store
}

/** A PostgreSQL database of its own, with the engine's tables. */
export async function migratedPostgres(owner: Owner, config?: PoolConfig): Promise<Store> {
  const store = postgresStore(await postgresPool(owner, config))
  await migrate(store)
  return store
}
