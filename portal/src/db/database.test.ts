import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { createDatabase } from '../../../tools/testing/postgres.ts'
import type { DatabaseAddress } from '../config/field-parsers.ts'
import { createAddress, dialects, testOnBoth } from '../testing/databases.ts'
import { foundBy } from './customer-search.ts'
import type { Database, Db } from './database.ts'
import { openDatabase } from './database.ts'
import { migrate, pendingMigrations } from './migrate.ts'

const run = promisify(execFile)

const insertCustomer = (db: Db, number: string, name = 'Hotel Annapurna', address = '1 Main Street') =>
  db
    .insertInto('customer')
    .values({ number, name, type: 'hotel', address, language: 'en', since: '2026-01-01', created_at: 1, updated_at: 1 })
    .returning('id')
    .executeTakeFirstOrThrow()

const insertContact = (db: Db, customerId: number, kind: 'email' | 'phone', address: string, contact = address) =>
  db
    .insertInto('customer_contact')
    .values({ customer_id: customerId, kind, address, contact, may_sign_in: 1, created_at: 1 })
    .returning('id')
    .executeTakeFirstOrThrow()

async function found({ db, dialect }: Database, typed: string): Promise<string[]> {
  const rows = await db
    .selectFrom('customer')
    .select('number')
    .where(foundBy(dialect, typed))
    .orderBy('number')
    .execute()
  return rows.map((row) => row.number)
}

const options = { onError: () => {} }

/** Migrates in a process of its own, and says how many steps it took. */
async function migrateElsewhere(address: DatabaseAddress): Promise<number> {
  const script = `
    const { openDatabase } = await import(${JSON.stringify(import.meta.resolve('./database.ts'))})
    const { migrate } = await import(${JSON.stringify(import.meta.resolve('./migrate.ts'))})
    const database = await openDatabase(${JSON.stringify(address)}, { onError: console.error })
    console.log((await migrate(database)).length)
    await database.close()`
  const { stdout } = await run(process.execPath, ['--conditions=kerbside-source', '--input-type=module', '-e', script])
  return Number(stdout)
}

for (const dialect of dialects) {
  test(`two processes that migrate at once make the tables once (${dialect})`, async (t) => {
    const address: DatabaseAddress =
      dialect === 'postgres' ? { dialect, url: await createDatabase(t) } : await createAddress(t, dialect)
    const [fewer, more] = (await Promise.all([migrateElsewhere(address), migrateElsewhere(address)])).toSorted()
    const database = await openDatabase(address, options)
    t.after(() => database.close())
    assert.equal(fewer, 0)
    assert.ok(more && more > 0)
    assert.deepEqual(await migrate(database), [])
    assert.deepEqual(await pendingMigrations(database), [])
  })
}

testOnBoth('a change is undone as a whole, with the tasks that were to follow it', async (_, { db, change }) => {
  let followed = false
  const failing = change(async (trx, commit) => {
    await insertCustomer(trx, 'C-1')
    commit.afterCommit(() => {
      followed = true
    })
    throw new Error('no')
  })
  await assert.rejects(failing, /no/)
  assert.equal(followed, false)
  assert.deepEqual(await db.selectFrom('customer').select('id').execute(), [])
})

testOnBoth('what a package writes in a change stands in the same commit', async (_, { db, change }) => {
  const seen: string[] = []
  await change(async (trx, commit) => {
    const { id } = await insertCustomer(trx, 'C-1')
    const row = await commit.get('SELECT number FROM customer WHERE id = $1', [id])
    seen.push(String(row?.['number']))
    await commit.run('UPDATE customer SET name = $1 WHERE id = $2', ['Hotel Lhotse', id])
    commit.afterCommit(() => seen.push('committed'))
  })
  assert.deepEqual(seen, ['C-1', 'committed'])
  const row = await db.selectFrom('customer').select(['name', 'active']).executeTakeFirst()
  assert.deepEqual({ ...row }, { name: 'Hotel Lhotse', active: 1 })
})

for (const dialect of dialects) {
  test(`a task that throws after the commit is told of, and neither undoes it nor keeps others from running (${dialect})`, async (t) => {
    const errors: unknown[] = []
    const database = await openDatabase(await createAddress(t, dialect), { onError: (error) => errors.push(error) })
    t.after(() => database.close())
    await migrate(database)
    const ran: string[] = []
    const wrong = new Error('wrong')
    await database.change(async (trx, commit) => {
      await insertCustomer(trx, 'C-1')
      commit.afterCommit(() => {
        throw wrong
      })
      commit.afterCommit(() => ran.push('the second one'))
    })
    await database.store.write((trx) =>
      trx.afterCommit(() => {
        throw wrong
      }),
    )
    await new Promise((resolve) => setImmediate(resolve))
    assert.deepEqual(ran, ['the second one'])
    assert.deepEqual(errors, [wrong, wrong])
    assert.equal((await database.db.selectFrom('customer').select('id').execute()).length, 1)
  })
}

testOnBoth('a statement that nobody awaited still fails the change', async (_, { db, change }) => {
  const failing = change(async (trx, commit) => {
    await insertCustomer(trx, 'C-1')
    // On SQLite it throws at once, on PostgreSQL later.
    void commit.run('INSERT INTO customer (id) VALUES ($1)', [1])
  })
  await assert.rejects(failing)
  assert.deepEqual(await db.selectFrom('customer').select('id').execute(), [])
})

testOnBoth('counts, sums and instants are numbers', async (_, { db }) => {
  await insertCustomer(db, 'C-1')
  const { count, sum } = await db
    .selectFrom('customer')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number>('created_at').as('sum')])
    .executeTakeFirstOrThrow()
  assert.deepEqual([count, sum], [1, 1])
})

testOnBoth('a reader is not held up by an open change', async (_, { db, change }) => {
  await change(async (trx) => {
    await insertCustomer(trx, 'C-1')
    assert.deepEqual(await db.selectFrom('customer').select('id').execute(), [])
  })
  assert.equal((await db.selectFrom('customer').select('id').execute()).length, 1)
})

testOnBoth('customers are found by any part of number, name, address or contact', async (_, database) => {
  const { db } = database
  const { id } = await insertCustomer(db, 'C-1007', 'José’s Café', '12 Old Market Road')
  await insertCustomer(db, 'C-2', 'Hotel Annapurna', '100% Street')
  await insertContact(db, id, 'email', 'Jose@Example.com', 'jose@example.com')
  await insertContact(db, id, 'phone', '984-1234567', '+9779841234567')
  for (const typed of ['1007', 'jose', 'CAFÉ', 'cafe market', 'example', '98412345', '984-123', '12', 'old jos']) {
    assert.deepEqual(await found(database, typed), ['C-1007'], typed)
  }
  assert.deepEqual(await found(database, '100%'), ['C-2'])
  assert.deepEqual(await found(database, '_'), [])
  assert.deepEqual(await found(database, '"'), [])
  assert.deepEqual(await found(database, ''), ['C-1007', 'C-2'])
})

testOnBoth('the search follows every change of a customer', async (_, database) => {
  const { db } = database
  const { id } = await insertCustomer(db, 'C-1')
  const { id: contactId } = await insertContact(db, id, 'email', 'old@example.com')
  await db.updateTable('customer').set({ name: 'Hotel Everest' }).where('id', '=', id).execute()
  assert.deepEqual(await found(database, 'everest old@example'), ['C-1'])
  assert.deepEqual(await found(database, 'annapurna'), [])
  await db.updateTable('customer_contact').set({ address: 'new@example.com' }).where('id', '=', contactId).execute()
  assert.deepEqual(await found(database, 'new@example'), ['C-1'])
  await db.deleteFrom('customer_contact').where('id', '=', contactId).execute()
  assert.deepEqual(await found(database, 'example'), [])
  await db.deleteFrom('customer').where('id', '=', id).execute()
  assert.deepEqual(await found(database, 'everest'), [])
})

test('a SQLite file is served by one process at a time', async (t) => {
  const address = await createAddress(t, 'sqlite')
  const database = await openDatabase(address, options)
  t.after(() => database.close())
  const held = database.holdForServing()
  assert.ok(held)
  assert.equal(database.holdForServing(), undefined)
  held.release()
  const again = database.holdForServing()
  assert.ok(again)
  again.release()
})
