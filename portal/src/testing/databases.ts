import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { createDatabase } from '../../../tools/testing/postgres.ts'
import type { DatabaseAddress } from '../config/field-parsers.ts'
import type { Database } from '../db/database.ts'
import { openDatabase } from '../db/database.ts'
import type { Dialect } from '../db/dialect.ts'
import { migrate } from '../db/migrate.ts'

/** Both databases, for tests that hold on each. */
export const dialects: readonly Dialect[] = ['sqlite', 'postgres']

/** An empty database of the test's own, which goes when the test is over. */
export async function createAddress(t: TestContext, dialect: Dialect): Promise<DatabaseAddress> {
  if (dialect === 'postgres') return { dialect, url: await createDatabase(t, migrated) }
  const folder = mkdtempSync(join(tmpdir(), 'kerbside-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return { dialect, file: join(folder, 'kerbside.sqlite') }
}

// Migrating takes PostgreSQL a second, copying a migrated database a tenth of that.
const migrated = {
  name: 'portal',
  async prepare(url: string) {
    const database = await openDatabase({ dialect: 'postgres', url }, failing)
    await migrate(database)
    await database.close()
  },
}

/** An open database with all tables. */
async function createTestDatabase(t: TestContext, dialect: Dialect): Promise<Database> {
  const database = await openDatabase(await createAddress(t, dialect), failing)
  t.after(() => database.close())
  await migrate(database)
  return database
}

const failing = {
  onError(error: unknown) {
    throw error
  },
}

/** One promise, held on SQLite and on PostgreSQL. */
export function testOnBoth(title: string, run: (t: TestContext, database: Database) => Promise<void>): void {
  for (const dialect of dialects) {
    test(`${title} (${dialect})`, async (t) => run(t, await createTestDatabase(t, dialect)))
  }
}
