import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSqlite, SqliteError } from './index.ts'

const TABLES = `
CREATE TABLE note (
  id INTEGER PRIMARY KEY, text TEXT UNIQUE NOT NULL, size INTEGER CHECK (size < 10), reply_to INTEGER REFERENCES note (id)
) STRICT;
CREATE TRIGGER frozen BEFORE DELETE ON note BEGIN SELECT RAISE(ABORT, 'note is frozen'); END;
INSERT INTO note VALUES (1, 'a', 1, NULL);
`

const REFUSALS = [
  ["INSERT INTO note VALUES (1, 'b', 1, NULL)", 'primary_key'],
  ["INSERT INTO note VALUES (2, 'a', 1, NULL)", 'unique'],
  ['INSERT INTO note VALUES (2, NULL, 1, NULL)', 'not_null'],
  ["INSERT INTO note VALUES (2, 'b', 10, NULL)", 'check'],
  ["INSERT INTO note VALUES (2, 'b', 1, 99)", 'foreign_key'],
  ["INSERT INTO note VALUES (2, 'b', 'big', NULL)", 'datatype'],
  ["INSERT INTO note VALUES ('two', 'b', 1, NULL)", 'datatype'],
  ['DELETE FROM note', 'raised_by_trigger'],
  ['SELECT nothing FROM note', 'sql'],
] as const

for (const [sql, reason] of REFUSALS) {
  test(`${sql} is refused as ${reason}`, async () => {
    const database = openSqlite(':memory:')
    database.exec(TABLES)
    const refused = database.write((trx) => trx.run(sql))
    await assert.rejects(
      refused,
      (error) => error instanceof SqliteError && error.reason === reason && error.sql === sql,
    )
  })
}
