import type { Compilable } from 'kysely'
import { CompiledQuery } from 'kysely'
import type { Database } from '../db/database.ts'

/** How the database would answer a query, in its own words. Ask on a large, analysed table: on a small one any way is good. */
export function planOf(database: Database, query: Compilable): Promise<string> {
  const { sql, parameters } = query.compile()
  return planOfText(database, sql, parameters)
}

/** The same for a statement that stands as text. */
export async function planOfText(
  { db, dialect }: Database,
  statement: string,
  values: readonly unknown[],
): Promise<string> {
  const explain = dialect === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'
  const { rows } = await db.executeQuery(CompiledQuery.raw(`${explain} ${statement}`, [...values]))
  return JSON.stringify(rows, undefined, 1)
}
