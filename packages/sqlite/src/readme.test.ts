import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { startChild } from './testing/child.ts'
import { temporaryFile } from './testing/temporary-database.ts'

test('the example of the README runs as it stands', async (t) => {
  const readme = readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1]
  assert.ok(example)
  const file = temporaryFile(t)
  const child = startChild(t, example.replace('data/kerbside.db', file))
  assert.equal(await child.nextLine(), 'gone')
  assert.equal(await child.nextLine(), undefined)
})
