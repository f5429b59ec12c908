import assert from 'node:assert/strict'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { openSqlite } from './index.ts'
import { addNote, openTemporary, temporaryFile } from './testing/temporary-database.ts'

const COUNT = 'SELECT count(*) AS notes FROM note'

async function openWithNotes(t: Parameters<typeof openTemporary>[0], count: number) {
  const database = openTemporary(t)
  await database.write((trx) => {
    for (let id = 1; id <= count; id++) trx.run(addNote, [id, `note ${id}`])
  })
  return database
}

test('plain reads see what is committed, also while a transaction is open', async (t) => {
  const database = await openWithNotes(t, 2)
  await database.transaction(async (trx) => {
    trx.run(addNote, [3, 'c'])
    assert.equal(database.get(COUNT)?.['notes'], 2)
    assert.equal(trx.get(COUNT)?.['notes'], 3)
  })
  assert.equal(database.get(COUNT)?.['notes'], 3)
})

test('a plain read that would write is refused, in a file and in memory', (t) => {
  const memory = openSqlite(':memory:')
  memory.exec('CREATE TABLE note (id INTEGER PRIMARY KEY)')
  for (const database of [openTemporary(t), memory]) {
    assert.throws(() => database.all('DELETE FROM note RETURNING id'), { reason: 'read_only' })
    assert.throws(() => database.get('DELETE FROM note RETURNING id'), { reason: 'read_only' })
  }
})

test('a stream shows one moment, while plain reads go on seeing new rows', async (t) => {
  const database = await openWithNotes(t, 3)
  const stream = database.stream('SELECT id FROM note ORDER BY id')
  const ids = [stream.next().value?.['id']]
  await database.write((trx) => trx.run(addNote, [4, 'd']))
  assert.equal(database.get(COUNT)?.['notes'], 4)
  ids.push(...stream.map(({ id }) => id))
  assert.deepEqual(ids, [1, 2, 3])
})

test('a stream that is left early locks nothing and leaves no file open', async (t) => {
  const database = await openWithNotes(t, 3)
  const openFiles = () => readdirSync('/dev/fd').length
  const leaveEarly = () => {
    for (const { id } of database.stream('SELECT id FROM note ORDER BY id')) if (id === 2) break
  }
  leaveEarly() // SQLite keeps one file handle in hand for the next connection
  const before = openFiles()
  for (let stream = 0; stream < 20; stream++) leaveEarly()
  assert.equal(openFiles(), before)
  database.exec('DROP TABLE note')
})

test('reads of one moment leave the writer free', async (t) => {
  const database = await openWithNotes(t, 1)
  const reading = await database.beginReading()
  assert.equal(reading.trx.get(COUNT)?.['notes'], 1)
  await database.write((trx) => trx.run(addNote, [2, 'b']))
  assert.equal(reading.trx.get(COUNT)?.['notes'], 1)
  assert.throws(() => reading.trx.run(addNote, [3, 'c']), { reason: 'read_only' })
  reading.commit()
  reading.rollback()
})

test('a backup holds one moment of a database that never rests, and takes the place of the one before', async (t) => {
  const database = await openWithNotes(t, 2000)
  const copy = `${database.file}.backup`
  writeFileSync(copy, 'the backup of yesterday')
  writeFileSync(`${copy}.part`, 'half of a backup that was killed')
  let isDone = false
  const backup = database.backup(copy).then(() => {
    isDone = true
  })
  let id = 2000
  while (!isDone) {
    id += 1
    assert.ok(id < 4000, 'the backup waits for the writes to end')
    await database.write((trx) => trx.run(addNote, [id, `note ${id}`]))
  }
  await backup
  const restored = openSqlite(copy)
  t.after(() => restored.close())
  const { notes, last } = restored.get('SELECT count(*) AS notes, max(id) AS last FROM note') ?? {}
  assert.ok(typeof notes === 'number' && notes >= 2000 && notes === last)
  assert.equal(restored.get('PRAGMA integrity_check')?.['integrity_check'], 'ok')
  assert.equal(existsSync(`${copy}.part`), false)
})

test('a backup that fails leaves the one before as it was', async (t) => {
  const database = await openWithNotes(t, 1)
  await assert.rejects(database.backup('/nonexistent/backup.db'))
  await assert.rejects(database.backup(database.file), RangeError)
  assert.equal(database.get(COUNT)?.['notes'], 1)
})

test('in memory, everything works on the one connection', async (t) => {
  const memory = openSqlite(':memory:')
  memory.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT')
  await memory.write((trx) => trx.run(addNote, [1, 'a']))
  assert.deepEqual(
    memory
      .stream('SELECT id FROM note')
      .toArray()
      .map(({ id }) => id),
    [1],
  )
  const reading = await memory.beginReading()
  assert.equal(reading.trx.get(COUNT)?.['notes'], 1)
  reading.commit()
  const copy = temporaryFile(t)
  await memory.backup(copy)
  const restored = openSqlite(copy)
  assert.equal(restored.get(COUNT)?.['notes'], 1)
  restored.close()
  memory.close()
})

test('a file that is no database, or cannot be opened, is refused by name', (t) => {
  const file = temporaryFile(t)
  writeFileSync(file, 'no database, but text of more than a hundred bytes: '.repeat(4))
  assert.throws(() => openSqlite(file), { reason: 'corrupt' })
  assert.throws(() => openSqlite('/nonexistent/kerbside.db'), { reason: 'cannot_open' })
})

test('a database is opened for keeping: WAL, full synchronising, foreign keys', async (t) => {
  const database = openTemporary(t)
  const setting = (name: string) => database.write((trx) => Object.values(trx.get(`PRAGMA ${name}`) ?? {})[0])
  const settings = await Promise.all(['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map(setting))
  assert.deepEqual(settings, ['wal', 2, 1, 5000])
})
