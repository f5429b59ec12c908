import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { SqliteDatabase, SqliteOptions } from '../index.ts'
import { openSqlite } from '../index.ts'

/** A path in a folder of its own, which goes with the test. */
export function temporaryFile(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kerbside-sqlite-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return join(folder, 'test.db')
}

/** A database in a file of its own with one table: `note (id, text)`. */
export function openTemporary(t: TestContext, options?: SqliteOptions): SqliteDatabase {
  const file = temporaryFile(t)
  const database = openSqlite(file, options)
  t.after(() => database.close())
  database.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE NOT NULL) STRICT')
  return database
}

export const addNote = 'INSERT INTO note (id, text) VALUES ($1, $2)'
