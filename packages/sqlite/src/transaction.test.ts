import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SqliteDatabase } from './index.ts'
import { openSqlite } from './index.ts'
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

test('an afterCommit task does not overtake whoever waits', async (t) => {
  const database = openTemporary(t)
  const order: string[] = []
  const transaction = (name: string) => database.transaction(async () => order.push(name))
  let late: Promise<unknown> = Promise.resolve()
  const step = database.write((trx) => trx.afterCommit(() => (late = transaction('of the task'))))
  await Promise.all([step, transaction('first in line')])
  await late
  assert.deepEqual(order, ['first in line', 'of the task'])
})

test('a write beside trx, awaited inside the transaction, is refused after 10 s and says what to do', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const database = openTemporary(t)
  await database.transaction(async (trx) => {
    const message = /taken for 10000 ms. Inside a transaction, write through its own trx/
    const beside = [database.write((other) => other.run(addNote, [1, 'a'])), database.transaction(async () => {})]
    const refused = beside.map((promise) => assert.rejects(promise, { reason: 'writer_taken', message }))
    t.mock.timers.tick(10_000)
    await Promise.all(refused)
    trx.run(addNote, [2, 'b'])
  })
  assert.deepEqual(notes(database), [2])
})

test('who stands behind a refused transaction gets its turn', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const database = openTemporary(t, { writerWaitMs: 30 })
  const held = await database.begin()
  const refused = assert.rejects(database.begin(), { reason: 'writer_taken' })
  t.mock.timers.tick(20)
  const later = database.write((trx) => trx.run(addNote, [1, 'a']))
  t.mock.timers.tick(10)
  await refused
  held.commit()
  assert.equal(await later, 1)
})

test('only whoever waits too long is refused, not whoever came after', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const database = openTemporary(t, { writerWaitMs: 30 })
  const first = await database.begin()
  const served = database.write(() => 'served')
  first.commit()
  assert.equal(await served, 'served')
  t.mock.timers.tick(20)
  const second = await database.begin()
  const waiting = database.write(() => 'waited 15 ms')
  t.mock.timers.tick(15)
  second.commit()
  assert.equal(await waiting, 'waited 15 ms')
})

test('who fails to begin lets the next one try', async (t) => {
  const database = openTemporary(t, { busyMs: 1 })
  const other = openSqlite(database.file)
  t.after(() => other.close())
  const held = await database.begin()
  const waiting = [database.begin(), database.write(() => 1), database.begin()]
  const others: Promise<unknown>[] = []
  held.trx.afterCommit(() => others.push(other.begin())) // before the next in line
  held.commit()
  const refusals = (await Promise.allSettled(waiting)).map((turn) => turn.status === 'rejected' && turn.reason.reason)
  assert.deepEqual(refusals, ['busy', 'busy', 'busy'])
  await Promise.all(others)
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
