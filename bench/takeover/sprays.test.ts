import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fullLanes, stream } from './bare-spray.ts'
import { loadEngine } from './engine-source.ts'
import { partsOf } from './judged-guesses.ts'
import { spray } from './spray.ts'
import { YEAR } from './time.ts'

const source = await loadEngine()
const BOUND = partsOf(0.01)

test('a spray over many contacts lengthens the codes of strangers alone', async () => {
  const { judged, heldByPurse, longestCode, diary, unbalanced } = await spray(source, { contacts: 1500, weeks: 2 })
  assert.ok(judged.worst(YEAR) <= BOUND)
  assert.equal(heldByPurse, 0)
  assert.deepEqual(unbalanced, [])
  assert.ok(longestCode > 6)
  assert.deepEqual([diary.longestCode, diary.refusals], [{ known: 6, new: 6 }, []])
  assert.ok(diary.openings['by pass'] > 0)
})

for (const shards of [1, 16]) {
  test(`the bare rules bound any spray and hold nobody, with ${shards} shards`, () => {
    const guessed = { shards, days: 5, flowsPerSecond: 5000, guesses: 5, stepMs: 10_000 }
    const unguessed = { shards, days: 1, flowsPerSecond: 1, guesses: 0, stepMs: 1000 }
    const full = { shards, days: 20, contacts: 100_000 }
    for (const outcome of [stream(source, guessed), stream(source, unguessed), fullLanes(source, full)]) {
      assert.equal(outcome.held, 0)
      assert.ok(outcome.chance <= BOUND, String(outcome.chance))
    }
  })
}
