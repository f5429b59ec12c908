import type { RawBuilder, SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Dialect } from './dialect.ts'

/**
 * A condition: a column begins with what was typed; capitals do not count. Answered by an index on `lower(column)`, which
 * PostgreSQL wants with `text_pattern_ops`.
 */
export function beginsWith(dialect: Dialect, column: string, typed: string): RawBuilder<SqlBool> {
  const lower = sql`lower(${sql.ref(column)})`
  if (dialect === 'postgres') {
    return sql<SqlBool>`${lower} like lower(${`${typed.replace(/[\\%_]/g, '\\$&')}%`}) escape '\\'`
  }
  // SQLite takes no index for LIKE; the last character there is comes after any beginning.
  return sql<SqlBool>`${lower} >= lower(${typed}) and ${lower} < lower(${typed}) || ${'\u{10ffff}'}`
}
