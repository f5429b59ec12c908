import type { Dialect, Migration } from '../dialect.ts'
import { wordsOf } from '../dialect.ts'

/** What lists and the search of staff go by, and what was found when the books were last proven. */
export function findingMoney(dialect: Dialect): Migration {
  const { int, end } = wordsOf(dialect)
  // PostgreSQL finds beginnings of texts by this kind of index alone, whatever the language of the database.
  const byLetters = dialect === 'postgres' ? ' text_pattern_ops' : ''
  return {
    name: '0020_finding_money',
    statements: [
      `CREATE INDEX payment_reference_letters ON payment (lower(reference)${byLetters}) WHERE reference <> ''`,
      `CREATE INDEX payment_received ON payment (received_on, id)`,
      `CREATE INDEX bill_month ON bill (period, id)`,
      // A form that was sent, by its key: what has none of its own is done once, however often the button is pressed.
      `CREATE TABLE form_sent (
        form_key text PRIMARY KEY NOT NULL,
        sent_at ${int} NOT NULL
      ) ${end}`,
      `CREATE INDEX form_sent_at ON form_sent (sent_at)`,
      // One row: a proof holds for the moment at which it was made.
      `CREATE TABLE books_proof (
        id ${int} PRIMARY KEY CHECK (id = 1),
        begun_at ${int} NOT NULL,
        checked_at ${int},
        faults text NOT NULL
      ) ${end}`,
    ],
  }
}
