import type { Dialect, Migration } from '../dialect.ts'
import { wordsOf } from '../dialect.ts'

/** How far a run has come with looking and issuing, what it found, and the bills of which nobody was told. */
export function billingRuns(dialect: Dialect): Migration {
  const { int, end } = wordsOf(dialect)
  const sideBySide = dialect === 'sqlite' ? 'STRICT, WITHOUT ROWID' : ''
  const counted = (column: string) => `ALTER TABLE billing_run ADD COLUMN ${column} ${int} NOT NULL DEFAULT 0`
  // Each list of a preview is a range of an index of its own, with the largest change at its end.
  const list = (name: string, which: string) =>
    `CREATE INDEX billing_preview_${name} ON billing_preview (billing_run_id, change_minor, customer_id) WHERE ${which}`
  return {
    name: '0023_billing_runs',
    statements: [
      counted('counted_customer_id'),
      `ALTER TABLE billing_run ADD COLUMN counted_at ${int}`,
      `UPDATE billing_run SET counted_at = planned_at`,
      ...['bills_before', 'before_minor', 'zero_bills', 'unreachable', 'untold'].map(counted),
      // When a process last did something for the run: for another one, which takes over where nobody does.
      `ALTER TABLE billing_run ADD COLUMN worked_at ${int}`,
      `CREATE INDEX billing_run_open ON billing_run (id) WHERE state IN ('planned', 'issuing')`,
      // What a plan would issue. Such rows are there while the plan is.
      `CREATE TABLE billing_preview (
        billing_run_id ${int} NOT NULL REFERENCES billing_run (id),
        customer_id ${int} NOT NULL REFERENCES customer (id),
        total_minor ${int},
        before_minor ${int},
        change_minor ${int} NOT NULL CHECK (change_minor >= 0),
        is_outlier ${int} NOT NULL CHECK (is_outlier IN (0, 1)),
        is_reachable ${int} NOT NULL CHECK (is_reachable IN (0, 1)),
        PRIMARY KEY (billing_run_id, change_minor, customer_id)
      ) ${sideBySide}`,
      list('outlier', 'is_outlier = 1'),
      list('new', 'before_minor IS NULL'),
      list('zero', 'total_minor = 0'),
      list('unreachable', 'is_reachable = 0'),
      `CREATE TABLE untold_bill (
        bill_id ${int} PRIMARY KEY REFERENCES bill (id),
        billing_run_id ${int} NOT NULL REFERENCES billing_run (id)
      ) ${end}`,
      `CREATE INDEX untold_bill_run ON untold_bill (billing_run_id, bill_id)`,
    ],
  }
}
