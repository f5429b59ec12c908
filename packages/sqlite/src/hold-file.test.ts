import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { test } from 'node:test'
import { holdFile } from './index.ts'
import { startChild } from './testing/child.ts'
import { openTemporary, temporaryFile } from './testing/temporary-database.ts'

const HOLDER = `
import { holdFile } from '@kerbside/sqlite'
console.log(holdFile(process.argv[1]) ? 'held' : 'refused')
globalThis.gc?.()
setInterval(() => {}, 1000)
`

test('a file is held by one process, and a killed one leaves no lock', async (t) => {
  const { file } = openTemporary(t)
  const child = startChild(t, HOLDER, file)
  assert.equal(await child.nextLine(), 'held')
  assert.equal(holdFile(file), undefined)
  const second = startChild(t, HOLDER, file)
  assert.equal(await second.nextLine(), 'refused')
  await child.kill()
  const hold = holdFile(file)
  assert.ok(hold)
  hold.release()
})

test('within one process, too, a file is held once until it is released', (t) => {
  const file = temporaryFile(t)
  const listeners = process.listenerCount('exit')
  const hold = holdFile(file)
  assert.ok(hold)
  assert.equal(holdFile(file), undefined)
  hold.release()
  hold.release()
  const again = holdFile(file)
  assert.ok(again)
  again.release()
  assert.equal(process.listenerCount('exit'), listeners)
})

test('a file is held under all its names', (t) => {
  const { file } = openTemporary(t)
  symlinkSync(file, `${file}.link`)
  const hold = holdFile(`${file}.link`)
  assert.equal(holdFile(file), undefined)
  hold?.release()
})

test('the database stays open to others while it is held', async (t) => {
  const database = openTemporary(t)
  const hold = holdFile(database.file)
  await database.write((trx) => trx.run("INSERT INTO note VALUES (1, 'a')"))
  hold?.release()
})

test('a folder that is not there is no other process', () => {
  assert.throws(() => holdFile('/nonexistent/kerbside.db'), { reason: 'cannot_open' })
})
