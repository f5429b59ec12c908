import type { Dialect, Migration } from '../dialect.ts'
import { wordsOf } from '../dialect.ts'

/**
 * The key that the links on printed bills are sealed with. It is no secret of the settings: paper outlives every rotation, and
 * whoever has this database knows more than any link confirms.
 */
export function billSeals(dialect: Dialect): Migration {
  const { bytes } = wordsOf(dialect)
  return { name: '0022_bill_seals', statements: [`ALTER TABLE books ADD COLUMN seal_key ${bytes}`] }
}
