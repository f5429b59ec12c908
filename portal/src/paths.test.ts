import assert from 'node:assert/strict'
import { test } from 'node:test'
import { folderOf, paths } from './paths.ts'
import { startPortal } from './testing/start-portal.ts'

/** Every address of `paths`, as the pattern of its route. */
function patternsIn(entry: unknown): string[] {
  if (typeof entry === 'string') return [entry]
  if (typeof entry === 'function') return [entry(...Array.from({ length: entry.length }, () => ':part'))]
  return Object.values(entry ?? {}).flatMap(patternsIn)
}

const plain = (pattern: string) => pattern.replaceAll(/:\w+(\{[^}]*\})?/g, ':part')

test('what is mounted stands in paths.ts, and belongs to the folder that it names', async (t) => {
  const { app } = await startPortal(t)
  const known = new Set(patternsIn(paths))
  for (const { path, folder } of app.addresses) {
    assert.ok(known.has(plain(path)), `${path} is not in paths.ts`)
    assert.equal(folderOf(path), folder, path)
  }
})

test('what stands in paths.ts is mounted', async (t) => {
  const { app } = await startPortal(t)
  const mounted = new Set(app.addresses.map(({ path }) => plain(path)))
  assert.deepEqual(
    patternsIn(paths).filter((pattern) => !mounted.has(pattern)),
    [],
  )
})

test('a part of an address stays one part', () => {
  assert.equal(paths.admin.customer('C/7 ?'), '/admin/customers/C%2F7%20%3F/')
})
