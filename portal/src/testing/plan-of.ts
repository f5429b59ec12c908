import type { Compilable } from 'kysely'
import { CompiledQuery } from 'kysely'
import type { Database } from '../db/database.ts'

/** How the database would answer a query, in its own words. Ask on a large, analysed table: on a small one any way is good. */
export async function planOf({ db, dialect }: Database, query: Compilable): Promise<string> {
  const { sql, parameters } = query.compile()
  const explain = dialect === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'
  const { rows } = await db.executeQuery(CompiledQuery.raw(`${explain} ${sql}`, [...parameters]))
  return JSON.stringify(rows, undefined, 1)
}
