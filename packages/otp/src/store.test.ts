import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reply, Step } from './store.ts'
import { answer, take } from './store.ts'

function* sum(replies: readonly Reply<number>[]): Step<number> {
  let total = 0
  for (const reply of replies) total += yield* answer(reply)
  return total
}

test('a step whose replies are there ends at once', () => {
  assert.equal(take(sum([1, 2, 3])), 6)
})

test('a step waits from the first reply that is not there, and for those that are there none the less', async () => {
  const taken = take(sum([1, Promise.resolve(2), 3, Promise.resolve(4)]))
  assert.ok(taken instanceof Promise)
  assert.equal(await taken, 10)
})

function* orElse(reply: Reply<number>, other: number): Step<number> {
  try {
    return yield* answer(reply)
  } catch {
    return other
  }
}

test('a reply that fails throws where it was asked for', async () => {
  await assert.rejects(
    async () => take(sum([1, Promise.reject(new Error('the database is gone'))])),
    /database is gone/,
  )
  assert.equal(await take(orElse(Promise.reject(new Error('the database is gone')), 7)), 7)
  const failsLater = async () => take(sum([Promise.resolve(1), Promise.reject(new Error('gone later'))]))
  await assert.rejects(failsLater, /gone later/)
})
