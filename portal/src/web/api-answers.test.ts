import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { startPortal } from '../testing/start-portal.ts'

interface Operation {
  readonly security?: readonly Readonly<Record<string, unknown>>[]
}

test('the document of the API describes every scheme and schema that its routes name', async (t) => {
  const portal = await startPortal(t)
  const { text } = await portal.browser().get(paths.api.document)
  const { paths: described, components } = JSON.parse(text)
  const operations = Object.values<Record<string, Operation>>(described).flatMap((path) => Object.values(path))
  const schemes = new Set(operations.flatMap(({ security = [] }) => security.flatMap((names) => Object.keys(names))))
  assert.deepEqual([...schemes], Object.keys(components.securitySchemes))
  const schemas = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name))
  assert.deepEqual(
    [...schemas].filter((name) => !(String(name) in components.schemas)),
    [],
  )
})
