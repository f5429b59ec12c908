import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../../portal/src/paths.ts'
import { startPortal } from '../../portal/src/testing/start-portal.ts'
import { reasons } from '../../portal/src/web/reasons.ts'
import { readDocument, rowsUnder, wordsOf } from './documents.ts'

const page = await readDocument('docs/api.md')

test('every address of the JSON API stands on its page, with its token and its answers', async (t) => {
  const portal = await startPortal(t)
  const answer = await portal.browser().get(paths.api.document)
  const described: Described = JSON.parse(answer.text)
  const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security, responses }]) => [
      `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}`,
      security ? 'yes' : 'no',
      Object.keys(responses).find((status) => status.startsWith('2')) ?? '404',
    ]),
  )
  const rows = rowsUnder(page, '## Addresses').map(([address = '', token = '', answers = '']) => [
    wordsOf(address).join(),
    token,
    answers.slice(0, 3),
  ])
  assert.deepEqual(rows.toSorted(), operations.toSorted())
})

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

interface Operation {
  readonly security?: readonly unknown[]
  readonly responses: Readonly<Record<string, unknown>>
}

test('every reason of a refusal stands on the page, with its status', () => {
  const rows = rowsUnder(page, '## Problems').map(([reason = '', status = '']) => [wordsOf(reason).join(), status])
  const expected = Object.entries(reasons).map(([reason, { status }]) => [reason, String(status)])
  assert.deepEqual(rows, expected)
})
