import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSqlite } from './index.ts'
import { startChild } from './testing/child.ts'
import { temporaryFile } from './testing/temporary-database.ts'

// Writes without end, and says of each write that it is done. Every third step fails.
const WRITER = `
import { writeSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { openSqlite } from '@kerbside/sqlite'
const database = openSqlite(process.argv[1])
database.exec('CREATE TABLE note (id INTEGER PRIMARY KEY) STRICT')
for (let id = 0; ; id++) {
  const step = (trx) => {
    trx.run('INSERT INTO note VALUES ($1)', [id])
    if (id % 3 === 0) throw new Error('undone')
  }
  database.write(step).then(() => writeSync(1, id + '\\n'), () => {})
  if (id % 7 === 0) await nextTurn()
}
`

test('after SIGKILL every acknowledged write is there, and nothing that was undone', async (t) => {
  for (const acknowledged of [1, 50, 500]) {
    const file = temporaryFile(t)
    const child = startChild(t, WRITER, file)
    const heard: (string | undefined)[] = []
    while (heard.length < acknowledged) heard.push(await child.nextLine())
    heard.push(...(await child.kill()))
    const database = openSqlite(file)
    const kept = new Set(database.all('SELECT id FROM note').map(({ id }) => `${id}`))
    assert.deepEqual(
      heard.filter((id) => id === undefined || !kept.has(id)),
      [],
    )
    assert.deepEqual(
      [...kept].filter((id) => Number(id) % 3 === 0),
      [],
    )
    assert.equal(database.get('PRAGMA integrity_check')?.['integrity_check'], 'ok')
    database.close()
  }
})
