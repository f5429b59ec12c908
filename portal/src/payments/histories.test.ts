import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dialects } from '../testing/databases.ts'
import type { History, Step } from './testing/history.ts'
import { anyStep, play, startHistory } from './testing/history.ts'

const RUNS = { sqlite: 30, postgres: 5 }
const STEPS = 14

for (const database of dialects) {
  for (const currency of ['NPR', 'JPY', 'KWD']) {
    test(`after every step of a random history the books prove (${currency}, ${database})`, async (t) => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { minLength: 3, maxLength: STEPS }), async (steps: readonly Step[]) => {
          const history: History = await startHistory(t, { database, currency })
          for (const step of steps) {
            await play(history, step)
            assert.deepEqual(await history.books.prove(), [], JSON.stringify(step))
          }
        }),
        { numRuns: RUNS[database] },
      )
    })
  }
}
