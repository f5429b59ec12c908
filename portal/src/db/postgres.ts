import { postgresStore } from '@kerbside/otp'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database, DatabaseOptions } from './database.ts'
import { listenOn } from './listen.ts'
import { PlainTrx } from './plain-trx.ts'
import type { Tables } from './tables.ts'

const CONNECTIONS = 10
const CONNECT_MS = 5000
const STATEMENT_MS = 30_000

/** Opens a PostgreSQL database: one pool for the query builder and for the packages' prepared statements. */
export function openPostgres(url: string, { onError }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'kerbside',
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    pipeline: true, // the statements of a transaction are sent without waiting for one another's answers
    types: { getTypeParser },
  })
  pool.on('error', onError) // an idle connection that breaks; the pool opens another
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    dialect: 'postgres',
    db,
    store: postgresStore(pool, { onError }),
    async change(step) {
      const tasks: (() => void)[] = []
      const answer = await db.transaction().execute(async (trx) => {
        const commit = new PlainTrx(trx, tasks)
        const answered = await step(trx, commit)
        await commit.settled()
        return answered
      })
      for (const task of tasks) attempt(task, onError)
      return answer
    },
    listen: listenOn(url, onError),
    forgetStatements: () => {}, // the server does it by itself
    holdForServing: () => ({ release: () => {} }),
    close: () => db.destroy(),
  }
}

/** A task that throws undoes no commit, and keeps no other from running. */
function attempt(task: () => void, onError: DatabaseOptions['onError']): void {
  try {
    task()
  } catch (error) {
    onError(error)
  }
}

/** `pg` gives int8 and numeric as text; ours are below 2^53. Set for our connections alone, not for the whole process. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC ? Number : pg.types.getTypeParser(oid, format)
