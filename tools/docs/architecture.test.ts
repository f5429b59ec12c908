import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { startPortal } from '../../portal/src/testing/start-portal.ts'
import { readDocument, root, rowsUnder, wordsOf } from './documents.ts'
import { traceSignIn } from './trace-sign-in.ts'

const page = await readDocument('ARCHITECTURE.md')
const firstWords = (heading: string) => rowsUnder(page, heading).flatMap(([first = '']) => wordsOf(first).slice(0, 1))

test('every folder of the portal is described, in the order in which they may import', () => {
  const order = readFileSync(`${root}tools/imports.ts`, 'utf8').matchAll(/^const (?:layers|features) = \[([^\]]*)\]/gm)
  const folders = Array.from(order, ([, list = '']) => list.match(/[\w-]+/g) ?? []).flat()
  const described = firstWords('## The folders').filter((word) => !word.startsWith('@'))
  assert.deepEqual(described, folders)
  assert.deepEqual(
    folders.filter((folder) => !existsSync(`${root}portal/src/${folder}`)),
    [],
  )
})

test('every table is named, and no other', async (t) => {
  const { parts } = await startPortal(t)
  const rows = await parts.database.store.all(`SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%'`)
  const tables = rows.map(({ name }) => String(name)).filter((name) => !name.startsWith('kysely_'))
  assert.deepEqual(firstWords('## Tables and their owners').toSorted(), tables.toSorted())
})

test('a sign-in takes the statements that are listed, in their order', async (t) => {
  const { asking, sending, typing } = await traceSignIn(t)
  assert.deepEqual(asking, firstWords('### Asking for a code'))
  assert.deepEqual(sending, firstWords('### Sending it'))
  assert.deepEqual(typing, firstWords('### Typing it'))
})
