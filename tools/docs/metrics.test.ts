import assert from 'node:assert/strict'
import { test } from 'node:test'
import { courierEventNames } from '@kerbside/courier'
import { otpEventNames } from '@kerbside/otp'
import { startPortal } from '../../portal/src/testing/start-portal.ts'
import { readDocument, rowsUnder, wordsOf } from './documents.ts'

const page = await readDocument('docs/metrics.md')
const wordsUnder = (heading: string) => rowsUnder(page, heading).flatMap(([first = '']) => wordsOf(first))

test('every metric has its row with type and labels, and every row its metric', async (t) => {
  const { parts } = await startPortal(t)
  const families = wordsUnder('## What Node counts').map((word) => word.replace('…', ''))
  const metrics = await parts.metrics.registry.getMetricsAsArray()
  const own = metrics.filter(({ name }) => !families.some((family) => name.startsWith(family)))
  const rows = rowsUnder(page, '## What Kerbside counts').map((cells) => cells.slice(0, 3).map(plain))
  assert.deepEqual(
    rows,
    own.map((metric) => [metric.name, String(metric.type), labelsOf(metric)]),
  )
  for (const family of families)
    assert.ok(
      metrics.some(({ name }) => name.startsWith(family)),
      family,
    )
})

/** prom-client gives the metric itself, though its types promise less. */
const labelsOf = (metric: object): string =>
  'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames.join(', ') : ''

const plain = (cell: string): string => cell.replaceAll('`', '')

for (const [heading, events] of [
  ['## Events of sign-ins', otpEventNames],
  ['## Events of messages', courierEventNames],
] as const) {
  test(`${heading.slice(3)} are those that there are`, () => {
    assert.deepEqual(wordsUnder(heading).toSorted(), events.toSorted())
  })
}
