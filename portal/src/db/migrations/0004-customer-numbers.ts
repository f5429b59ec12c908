import type { Dialect, Migration } from '../dialect.ts'
import { wordsOf } from '../dialect.ts'

/** Counters that give numbers, and what a customer owed before the first bill here. */
export function customerNumbers(dialect: Dialect): Migration {
  const { int, end } = wordsOf(dialect)
  return {
    name: '0004_customer_numbers',
    statements: [
      `CREATE TABLE counter (
        name text PRIMARY KEY NOT NULL,
        last ${int} NOT NULL
      ) ${end}`,
      // Five digits from the first customer on: a short number looks like a test's, or tells how new the operator is.
      `INSERT INTO counter (name, last) VALUES ('customer', 10000)`,
      // Brought along by an import, in the operator's currency: above zero is owed to the operator, below is credit.
      `ALTER TABLE customer ADD COLUMN opening_balance_minor ${int} NOT NULL DEFAULT 0`,
    ],
  }
}
