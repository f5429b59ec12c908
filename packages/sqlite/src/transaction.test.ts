import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SqliteDatabase } from './index.ts'
import { addNote, openTemporary } from './testing/temporary-database.ts'

const notes = (database: SqliteDatabase) => database.all('SELECT id FROM note ORDER BY rowid').map(({ id }) => id)

test('a transaction commits when its work returns, and tells its tasks', async (t) => {
  const database = openTemporary(t)
  const told: unknown[] = []
  const answer = await database.transaction(async (trx) => {
    trx.afterCommit(() => told.push(notes(database)))
    trx.run(addNote, [1, 'a'])
    await nextTurn()
    trx.run(addNote, [2, 'b'])
    return 'done'
  })
  assert.deepEqual([answer, told], ['done', [[1, 2]]])
})

test('a transaction undoes everything when its work throws', async (t) => {
  const database = openTemporary(t)
  const told: unknown[] = []
  const failing = database.transaction(async (trx) => {
    trx.afterCommit(() => told.push(1))
    trx.run(addNote, [1, 'a'])
    await nextTurn()
    throw new Error('no')
  })
  await assert.rejects(failing, /no/)
  assert.deepEqual([notes(database), told], [[], []])
  await database.write((trx) => trx.run(addNote, [1, 'a']))
})

test('a trx is of no use when its transaction is over', async (t) => {
  const database = openTemporary(t)
  const trx = await database.transaction(async (open) => open)
  assert.throws(() => trx.run(addNote, [1, 'a']), { reason: 'transaction_over' })
  assert.throws(() => trx.savepoint('s'), { reason: 'transaction_over' })
})

test('groups and transactions take their turns in the order they came', async (t) => {
  const database = openTemporary(t)
  const order: string[] = []
  const step = (name: string) => database.write(() => order.push(name))
  const transaction = (name: string) =>
    database.transaction(async () => {
      order.push(`${name} begins`)
      await nextTurn()
      await nextTurn()
      order.push(`${name} ends`)
    })
  const all = [
    step('1'),
    step('2'),
    transaction('3'),
    step('4'),
    step('5'),
    transaction('6'),
    transaction('7'),
    step('8'),
  ]
  await Promise.all(all)
  assert.deepEqual(order, [
    ...['1', '2', '3 begins', '3 ends', '4', '5'],
    ...['6 begins', '6 ends', '7 begins', '7 ends', '8'],
  ])
})

test('a write beside trx, awaited inside the transaction, is refused after the wait and says what to do', async (t) => {
  const database = openTemporary(t, { writerWaitMs: 30 })
  await database.transaction(async (trx) => {
    const message = /taken for 30 ms. Inside a transaction, write through its own trx/
    await assert.rejects(
      database.write((other) => other.run(addNote, [1, 'a'])),
      { reason: 'writer_taken', message },
    )
    await assert.rejects(
      database.transaction(async () => {}),
      { reason: 'writer_taken', message },
    )
    trx.run(addNote, [2, 'b'])
  })
  assert.deepEqual(notes(database), [2])
})

test('who stands behind a refused transaction does not wait for it', async (t) => {
  const database = openTemporary(t, { writerWaitMs: 30 })
  const held = await database.begin()
  const refused = assert.rejects(database.begin(), { reason: 'writer_taken' })
  const later = nextTurn().then(() => database.write((trx) => trx.run(addNote, [1, 'a'])))
  await refused
  held.commit()
  assert.equal(await later, 1)
})

test('a COMMIT that fails undoes the transaction and frees the writer', async (t) => {
  const database = openTemporary(t)
  database.exec('CREATE TABLE reply (note INTEGER REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED) STRICT')
  const failing = database.transaction(async (trx) => trx.run('INSERT INTO reply VALUES (99)'))
  await assert.rejects(failing, { reason: 'foreign_key' })
  assert.equal(await database.write((trx) => trx.run(addNote, [1, 'a'])), 1)
})

test('close undoes an open transaction and refuses whoever waits', async (t) => {
  const database = openTemporary(t)
  const held = await database.begin()
  held.trx.run(addNote, [1, 'a'])
  const waiting = assert.rejects(
    database.write(() => 1),
    { reason: 'closed' },
  )
  database.close()
  await waiting
  assert.throws(() => held.trx.run(addNote, [2, 'b']), { reason: 'transaction_over' })
  held.rollback()
})

test('exec is refused while a transaction is open, and leaves none open itself', async (t) => {
  const database = openTemporary(t)
  const held = await database.begin()
  assert.throws(() => database.exec('DELETE FROM note'), { reason: 'writer_taken' })
  held.rollback()
  assert.throws(() => database.exec('BEGIN; DELETE FROM note'), /left a transaction open/)
  assert.throws(() => database.exec('BEGIN; DELETE FROM elsewhere'), /no such table/)
  await database.write((trx) => trx.run(addNote, [1, 'a']))
  database.exec('BEGIN; DELETE FROM note; COMMIT')
  assert.deepEqual(notes(database), [])
})

test('exec commits the open group first', async (t) => {
  const database = openTemporary(t)
  const step = database.write((trx) => trx.run(addNote, [1, 'a']))
  database.exec('VACUUM')
  assert.deepEqual(notes(database), [1])
  await step
})

test('another process that writes makes this one wait, and then be refused', async (t) => {
  const database = openTemporary(t)
  const { openSqlite } = await import('./index.ts')
  const other = openSqlite(database.file, { busyMs: 1 })
  t.after(() => other.close())
  const held = await database.begin()
  await assert.rejects(
    other.write(() => 1),
    { reason: 'busy' },
  )
  await assert.rejects(
    other.transaction(async () => 1),
    { reason: 'busy' },
  )
  held.commit()
  assert.equal(await other.write(() => 1), 1)
})
