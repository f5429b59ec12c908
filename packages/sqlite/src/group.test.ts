import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import type { SqliteTrx } from './index.ts'
import { openSqlite, SqliteError } from './index.ts'
import { addNote, openTemporary, temporaryFile } from './testing/temporary-database.ts'

const WAL_HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24

/** Counts what is really on disk: a frame of the WAL that ends a transaction holds the size of the database. */
function commitsInWal(file: string): number {
  const wal = readFileSync(`${file}-wal`)
  const frameBytes = FRAME_HEADER_BYTES + wal.readUInt32BE(8)
  let commits = 0
  for (let at = WAL_HEADER_BYTES; at < wal.length; at += frameBytes) if (wal.readUInt32BE(at + 4) > 0) commits += 1
  return commits
}

// With it a group ends by its steps and turns alone, however slow the machine.
const stillClock = { now: () => 0 }

const add = (id: number) => (trx: SqliteTrx) => trx.run(addNote, [id, `note ${id}`])
const ids = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index)

test('the steps of one turn of the event loop share one COMMIT', async (t) => {
  const database = openTemporary(t, { clock: stillClock })
  const before = commitsInWal(database.file)
  await Promise.all(ids(1, 100).map((id) => database.write(add(id))))
  assert.equal(commitsInWal(database.file), before + 1)
  assert.equal(database.all('SELECT id FROM note').length, 100)
})

test('steps that come until the second setImmediate join the group, later ones make their own', async (t) => {
  const database = openTemporary(t, { clock: stillClock })
  const before = commitsInWal(database.file)
  const steps = [database.write(add(1))]
  await nextTurn()
  steps.push(database.write(add(2)))
  await nextTurn()
  await Promise.all(steps)
  assert.equal(commitsInWal(database.file), before + 1)
  await database.write(add(3))
  assert.equal(commitsInWal(database.file), before + 2)
})

test('a group ends at 256 steps', async (t) => {
  const database = openTemporary(t, { clock: stillClock })
  const before = commitsInWal(database.file)
  const steps = ids(1, 600).map((id) => database.write(add(id)))
  assert.equal(commitsInWal(database.file), before + 2)
  await Promise.all(steps)
  assert.equal(commitsInWal(database.file), before + 3)
})

test('a group ends after 5 ms, although the event loop has not turned', async (t) => {
  let now = 0
  const database = openTemporary(t, { clock: { now: () => now } })
  const before = commitsInWal(database.file)
  const steps = [database.write(add(1))]
  now = 4.9
  steps.push(database.write(add(2)))
  assert.equal(commitsInWal(database.file), before)
  now = 5
  steps.push(database.write(add(3)))
  assert.equal(commitsInWal(database.file), before + 1)
  await Promise.all(steps)
})

test('when the promise settles, another connection sees the row', async (t) => {
  const database = openTemporary(t)
  const other = new DatabaseSync(database.file, { readOnly: true })
  t.after(() => other.close())
  const seen = () => other.prepare('SELECT count(*) AS notes FROM note').get()?.['notes']
  const step = database.write(add(1))
  assert.equal(seen(), 0)
  assert.equal(await step, 1)
  assert.equal(seen(), 1)
})

test('a step that throws undoes only itself', async (t) => {
  const database = openTemporary(t)
  const failing = (trx: SqliteTrx) => {
    add(2)(trx)
    throw new Error('no')
  }
  const [first, second, third] = await Promise.allSettled([
    database.write(add(1)),
    database.write(failing),
    database.write(add(3)),
  ])
  assert.equal(first.status, 'fulfilled')
  assert.deepEqual(second, { status: 'rejected', reason: new Error('no') })
  assert.equal(third.status, 'fulfilled')
  assert.deepEqual(
    database.all('SELECT id FROM note').map(({ id }) => id),
    [1, 3],
  )
})

test('any mixture of steps leaves what the model says', async () => {
  const change = fc.record({ id: fc.nat(5), text: fc.nat(3), throws: fc.boolean(), pause: fc.boolean() })
  const mixture = fc.asyncProperty(fc.array(change, { maxLength: 30 }), async (changes) => {
    const database = openSqlite(':memory:')
    database.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE NOT NULL) STRICT')
    const model = new Map<number, string>()
    const told: string[] = []
    const expected: string[] = []
    const steps: Promise<boolean>[] = []
    for (const { id, text, throws, pause } of changes) {
      const fails = throws || model.has(id) || [...model.values()].includes(`${text}`)
      if (!fails) model.set(id, `${text}`)
      if (!fails) expected.push(`${id}`)
      const step = (trx: SqliteTrx) => {
        trx.afterCommit(() => told.push(`${id}`))
        trx.run(addNote, [id, `${text}`])
        if (throws) throw new Error('no')
        return true
      }
      steps.push(database.write(step).catch(() => false))
      if (pause) await nextTurn()
    }
    const answers = await Promise.all(steps)
    assert.equal(answers.filter(Boolean).length, expected.length)
    assert.deepEqual(told, expected)
    assert.deepEqual(new Map(database.all('SELECT id, text FROM note').map((row) => [row['id'], row['text']])), model)
    database.close()
  })
  await fc.assert(mixture)
})

test('a COMMIT that fails rejects every step of its group, and the next group is well', async (t) => {
  const database = openTemporary(t)
  database.exec('CREATE TABLE reply (note INTEGER REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED) STRICT')
  const told: number[] = []
  const steps = await Promise.allSettled([
    database.write((trx) => {
      trx.afterCommit(() => told.push(1))
      return add(1)(trx)
    }),
    database.write((trx) => trx.run('INSERT INTO reply VALUES (99)')),
    database.write(() => {
      throw new Error('of the step')
    }),
  ])
  const reasons = steps.map((step) => step.status === 'rejected' && step.reason.reason)
  assert.deepEqual(reasons, ['foreign_key', 'foreign_key', 'foreign_key'])
  assert.deepEqual(told, [])
  assert.equal(await database.write(add(1)), 1)
})

test('when SQLite rolls everything back by itself, every step of the group is rejected and nothing runs on', async (t) => {
  const database = openTemporary(t)
  database.exec(
    "CREATE TRIGGER bomb AFTER INSERT ON note WHEN new.text = 'bomb' BEGIN SELECT RAISE(ROLLBACK, 'bang'); END",
  )
  const steps = await Promise.allSettled([
    database.write(add(1)),
    database.write((trx) => {
      assert.throws(() => trx.run(addNote, [2, 'bomb']), { reason: 'raised_by_trigger' })
      assert.throws(() => trx.run(addNote, [3, 'outside of any transaction']), { reason: 'transaction_over' })
    }),
    database.write(add(4)),
  ])
  const reasons = steps.map((step) => step.status === 'rejected' && step.reason.reason)
  assert.deepEqual(reasons, ['raised_by_trigger', 'raised_by_trigger', false])
  assert.deepEqual(
    database.all('SELECT id FROM note').map(({ id }) => id),
    [4],
  )
})

test('a step that returns a promise is refused and undone', async (t) => {
  const database = openTemporary(t)
  let late: unknown
  const refused = database.write(async (trx) => {
    add(1)(trx)
    await nextTurn()
    try {
      add(2)(trx)
    } catch (error) {
      late = error
      throw error
    }
  })
  await assert.rejects(refused, { name: 'TypeError', message: /synchronous/ })
  await nextTurn()
  assert.ok(late instanceof SqliteError && late.reason === 'transaction_over')
  assert.deepEqual(database.all('SELECT id FROM note'), [])
})

test('a write inside a step is refused and says why; the step itself goes on', async (t) => {
  const database = openTemporary(t)
  const inner: Promise<unknown>[] = []
  await database.write((trx) => {
    inner.push(assert.rejects(database.write(add(2)), { reason: 'writer_taken', message: /the trx it was given/ }))
    assert.throws(() => database.exec('DELETE FROM note'), { reason: 'writer_taken' })
    return add(1)(trx)
  })
  await Promise.all(inner)
  assert.deepEqual(
    database.all('SELECT id FROM note').map(({ id }) => id),
    [1],
  )
})

test('afterCommit tasks run after the COMMIT, in order, and before the promises settle', async (t) => {
  const database = openTemporary(t)
  const told: string[] = []
  const step = (id: number) => (trx: SqliteTrx) => {
    trx.afterCommit(() => told.push(`task ${id}: ${database.all('SELECT id FROM note').length} rows on disk`))
    add(id)(trx)
  }
  const steps = [database.write(step(1)), database.write(step(2))].map((write) =>
    write.then(() => told.push('settled')),
  )
  assert.deepEqual(told, [])
  await Promise.all(steps)
  assert.deepEqual(told, ['task 1: 2 rows on disk', 'task 2: 2 rows on disk', 'settled', 'settled'])
})

test('an afterCommit task that throws is reported and breaks nobody else', async (t) => {
  const errors: unknown[] = []
  const told: number[] = []
  const database = openTemporary(t, { onError: (error) => errors.push(error) })
  await database.write((trx) => {
    trx.afterCommit(() => {
      throw new Error('task')
    })
    trx.afterCommit(() => told.push(1))
    add(1)(trx)
  })
  assert.deepEqual([told, errors], [[1], [new Error('task')]])
})

test('afterCommit tasks may write, and what they write shares a COMMIT of its own', async (t) => {
  const database = openTemporary(t, { clock: stillClock })
  const before = commitsInWal(database.file)
  const later: Promise<unknown>[] = []
  await database.write((trx) => {
    add(1)(trx)
    for (const id of [2, 3]) trx.afterCommit(() => later.push(database.write(add(id))))
  })
  assert.equal(commitsInWal(database.file), before + 1)
  await Promise.all(later)
  assert.equal(commitsInWal(database.file), before + 2)
})

test('a part of a step can be undone alone, with its afterCommit tasks', async (t) => {
  const database = openTemporary(t)
  const told: number[] = []
  await database.write((trx) => {
    for (const id of [1, 2, 3]) {
      trx.savepoint('one')
      trx.afterCommit(() => told.push(id))
      add(id)(trx)
      if (id === 2) trx.rollbackTo('one')
      trx.release('one')
    }
  })
  assert.deepEqual(
    [told, database.all('SELECT id FROM note').map(({ id }) => id)],
    [
      [1, 3],
      [1, 3],
    ],
  )
})

test('close commits what is in the group, and refuses what comes later', async (t) => {
  const database = openSqlite(temporaryFile(t))
  database.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT')
  const step = database.write(add(1))
  database.close()
  assert.equal(await step, 1)
  assert.equal(existsSync(`${database.file}-wal`), false)
  await assert.rejects(database.write(add(2)), { reason: 'closed' })
  assert.throws(() => database.get('SELECT id FROM note'), { reason: 'closed' })
  database.close()
})
