import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Generated } from 'kysely'
import { Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { Migrator } from 'kysely/migration'
import type { SqliteDatabase, SqliteOptions } from './index.ts'
import { SqliteGroupDialect, trxOf } from './index.ts'
import { addNote, openTemporary } from './testing/temporary-database.ts'

interface Tables {
  note: { id: Generated<number>; text: string }
}

function openKysely(t: TestContext, options?: SqliteOptions): { db: Kysely<Tables>; database: SqliteDatabase } {
  const database = openTemporary(t, options)
  return { database, db: new Kysely<Tables>({ dialect: new SqliteGroupDialect({ database }) }) }
}

const ids = async (db: Kysely<Tables>) =>
  (await db.selectFrom('note').select('id').orderBy('id').execute()).map(({ id }) => id)

test('statements give what Kysely promises of them', async (t) => {
  const { db } = openKysely(t)
  const inserted = await db.insertInto('note').values({ text: 'a' }).executeTakeFirstOrThrow()
  assert.deepEqual([inserted.insertId, inserted.numInsertedOrUpdatedRows], [1n, 1n])
  const returned = await db.insertInto('note').values({ text: 'b' }).returningAll().executeTakeFirstOrThrow()
  assert.deepEqual({ ...returned }, { id: 2, text: 'b' })
  const updated = await db.updateTable('note').set({ text: 'c' }).where('id', '>', 5).executeTakeFirstOrThrow()
  assert.equal(updated.numUpdatedRows, 0n)
  const deleted = await db.deleteFrom('note').where('text', 'in', ['a', 'b']).executeTakeFirstOrThrow()
  assert.equal(deleted.numDeletedRows, 2n)
  assert.deepEqual(await db.selectFrom('note').selectAll().execute(), [])
})

test('writes outside a transaction share a COMMIT with the steps of write()', async (t) => {
  const { db, database } = openKysely(t, { clock: { now: () => 0 } })
  let committed = 0
  const count = () =>
    database.write((trx) => trx.afterCommit(() => (committed = database.all('SELECT id FROM note').length)))
  await Promise.all([
    count(),
    db.insertInto('note').values({ text: 'a' }).execute(),
    sql`INSERT INTO note (text) VALUES (${'b'}) RETURNING id`.execute(db),
    database.write((trx) => trx.run(addNote, [9, 'c'])),
  ])
  assert.equal(committed, 3) // the first task of the group saw the rows of all its steps
})

test('inside a transaction, a read on db answers at once with what is committed', async (t) => {
  const { db } = openKysely(t)
  const answers = db.transaction().execute(async (trx) => {
    await trx.insertInto('note').values({ text: 'a' }).execute()
    const raw = await sql<{ notes: number }>`WITH n AS (SELECT id FROM note) SELECT count(*) AS notes FROM n`.execute(
      db,
    )
    return [await ids(db), await ids(trx), raw.rows[0]?.notes]
  })
  const late = nextTurns(1000).then(() => 'deadlock')
  assert.deepEqual(await Promise.race([answers, late]), [[], [1], 0])
})

test('inside a transaction, a write on db is refused in time and points to trx; the transaction goes on', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { db } = openKysely(t)
  await db.transaction().execute(async (trx) => {
    const beside = db.insertInto('note').values({ text: 'a' }).execute()
    const refused = assert.rejects(beside, { reason: 'writer_taken', message: /write through its own trx/ })
    await nextTurns(10) // Kysely asks for the writer some promises later
    t.mock.timers.tick(10_000)
    await refused
    await trx.insertInto('note').values({ text: 'b' }).execute()
  })
  assert.deepEqual(await ids(db), [1])
})

test('transactions run one after the other, and groups between them', async (t) => {
  const { db, database } = openKysely(t)
  const increment = () =>
    db.transaction().execute(async (trx) => {
      const { last } = await trx
        .selectFrom('note')
        .select(({ fn }) => fn.max('id').as('last'))
        .executeTakeFirstOrThrow()
      await nextTurn()
      await trx
        .insertInto('note')
        .values({ id: last + 1, text: `${last + 1}` })
        .execute()
    })
  const step = () => database.write((trx) => trx.run('INSERT INTO note SELECT max(id) + 1, max(id) + 1 FROM note'))
  await db.insertInto('note').values({ text: '1' }).execute()
  await Promise.all([increment(), step(), increment(), step(), increment(), increment(), step()])
  assert.deepEqual(await ids(db), [1, 2, 3, 4, 5, 6, 7, 8])
})

test('a transaction that throws leaves nothing, and the writer is free', async (t) => {
  const { db } = openKysely(t)
  const failing = db.transaction().execute(async (trx) => {
    await trx.insertInto('note').values({ text: 'a' }).execute()
    await trx.insertInto('note').values({ text: 'a' }).execute()
  })
  await assert.rejects(failing, { reason: 'unique' })
  await db.insertInto('note').values({ text: 'a' }).execute()
  assert.deepEqual(await ids(db), [1])
})

test('a controlled transaction has savepoints, whose undoing drops their tasks', async (t) => {
  const { db } = openKysely(t)
  const told: string[] = []
  const trx = await db.startTransaction().execute()
  const tasks = await trxOf(trx)
  await trx.insertInto('note').values({ text: 'a' }).execute()
  const kept = await trx.savepoint('kept').execute()
  tasks.afterCommit(() => told.push('kept'))
  await kept.insertInto('note').values({ text: 'b' }).execute()
  await kept.releaseSavepoint('kept').execute()
  const undone = await trx.savepoint('un"done').execute()
  tasks.afterCommit(() => told.push('undone'))
  await undone.insertInto('note').values({ text: 'c' }).execute()
  await undone.rollbackToSavepoint('un"done').execute()
  await trx.commit().execute()
  assert.deepEqual([await ids(db), told], [[1, 2], ['kept']])
})

test('plain SQL joins a transaction of Kysely by trxOf: same commit, same rollback, same tasks', async (t) => {
  const { db, database } = openKysely(t)
  const told: unknown[] = []
  const enqueue = (trx: Awaited<ReturnType<typeof trxOf>>, id: number) => {
    trx.run(addNote, [id, `message ${id}`])
    trx.afterCommit(() => told.push(database.all('SELECT id FROM note').length))
  }
  await db.transaction().execute(async (trx) => {
    await trx.insertInto('note').values({ text: 'a' }).execute()
    enqueue(await trxOf(trx), 7)
    assert.deepEqual(told, [])
  })
  const failing = db.transaction().execute(async (trx) => {
    enqueue(await trxOf(trx), 8)
    throw new Error('no')
  })
  await assert.rejects(failing, /no/)
  assert.deepEqual([await ids(db), told], [[1, 7], [2]])
})

test('a read-only transaction sees one moment and leaves the writer free', async (t) => {
  const { db } = openKysely(t)
  await db
    .transaction()
    .setAccessMode('read only')
    .execute(async (trx) => {
      assert.deepEqual(await ids(trx), [])
      await db.insertInto('note').values({ text: 'a' }).execute()
      assert.deepEqual(await ids(trx), [])
      await assert.rejects(trx.insertInto('note').values({ text: 'b' }).execute(), { reason: 'read_only' })
    })
  assert.deepEqual(await ids(db), [1])
})

test('one connection serves statements and transactions in turn', async (t) => {
  const { db } = openKysely(t)
  await db.connection().execute(async (connection) => {
    await connection.insertInto('note').values({ text: 'a' }).execute()
    await connection.transaction().execute((trx) => trx.insertInto('note').values({ text: 'b' }).execute())
    await connection.insertInto('note').values({ text: 'c' }).execute()
    assert.deepEqual(await ids(connection), [1, 2, 3])
    await assert.rejects(sql`BEGIN`.execute(connection), /Transactions begin and end by/)
  })
})

test('stream gives all rows in chunks, in and outside of a transaction, and may be left early', async (t) => {
  const { db } = openKysely(t)
  for (let id = 1; id <= 5; id++)
    await db
      .insertInto('note')
      .values({ text: `${id}` })
      .execute()
  const streamed = async (from: Kysely<Tables>, until: number) => {
    const seen: number[] = []
    for await (const { id } of from.selectFrom('note').select('id').orderBy('id').stream(2)) {
      seen.push(id)
      if (id === until) break
    }
    return seen
  }
  assert.deepEqual(await streamed(db, 9), [1, 2, 3, 4, 5])
  assert.deepEqual(await streamed(db, 3), [1, 2, 3])
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('note').where('id', '=', 1).execute()
    assert.deepEqual(await streamed(trx, 3), [2, 3])
  })
  await db.schema.dropTable('note').execute()
})

test('values that SQLite would take for NULL are refused', async (t) => {
  const { db } = openKysely(t)
  await assert.rejects(sql`SELECT ${new Date(0)}`.execute(db), { name: 'TypeError', message: /\$1 is Date/ })
  await assert.rejects(sql`INSERT INTO note (text) VALUES (${true})`.execute(db), { name: 'TypeError' })
})

test('a migration that fails leaves nothing of itself or of those before it', async (t) => {
  const { db } = openKysely(t)
  const first: Migration = { up: (trx) => trx.schema.createTable('bill').addColumn('id', 'integer').execute() }
  const second: Migration = {
    up: async (trx) => void (await sql`ALTER TABLE nothing_here ADD COLUMN more TEXT`.execute(trx)),
  }
  const migrate = (migrations: Record<string, Migration>) =>
    new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest()
  const failed = await migrate({ first, second })
  assert.match(String(failed.error), /nothing_here/)
  const tables = async () => (await db.introspection.getTables()).map(({ name }) => name)
  assert.deepEqual(await tables(), ['note'])
  assert.equal((await migrate({ first })).error, undefined)
  assert.deepEqual(await tables(), ['bill', 'note'])
})

test('destroy leaves the database to whoever opened it', async (t) => {
  const { db, database } = openKysely(t)
  await ids(db)
  await db.destroy()
  await database.write((trx) => trx.run(addNote, [1, 'a']))
})

async function nextTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await nextTurn()
}
