import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Held } from './hand.ts'
import { Hand } from './hand.ts'
import type { Priority } from './message.ts'
import { priorities } from './message.ts'

let ids = 0

function held(priority: Priority): Held {
  const place = { kind: 'k', reference: 'r', channel: 'email', address: 'a@b.example', locale: 'en' } as const
  return {
    job: { id: ++ids, ...place, priority, silent: false, notAfter: 1, createdAt: 0, attempt: 1, tried: [] },
    leaseUntil: 1,
  }
}

test('a hand never runs more than its places, never all of them for bulk, and always the most urgent first', () => {
  const step = fc.oneof(fc.constantFrom(...priorities), fc.constant('finish' as const))
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 6 }), fc.array(step, { maxLength: 60 }), (concurrency, steps) => {
      const hand = new Hand(concurrency)
      const running: Held[] = []
      const waiting: Held[] = []
      for (const each of steps) {
        if (each === 'finish') {
          const done = running.shift()
          if (done !== undefined) {
            hand.finish(done)
            hand.release(done)
          }
        } else {
          const one = held(each)
          hand.take(one)
          waiting.push(one)
        }
        for (let next = hand.next(); next !== undefined; next = hand.next()) {
          const begun = next
          waiting.splice(waiting.indexOf(begun), 1)
          const isOvertaken = ({ job }: Held) =>
            priorities.indexOf(job.priority) < priorities.indexOf(begun.job.priority)
          assert.ok(!waiting.some(isOvertaken), 'something more urgent waits')
          running.push(begun)
        }
        assert.ok(running.length <= concurrency)
        assert.ok(running.filter(({ job }) => job.priority === 'bulk').length < concurrency)
        assert.ok(running.length === concurrency || waiting.every(({ job }) => job.priority === 'bulk'))
        assert.equal(hand.size, running.length + waiting.length)
      }
    }),
  )
})

test('a hand that sends one at a time sends bulk too', () => {
  const hand = new Hand(1)
  hand.take(held('bulk'))
  assert.ok(hand.next())
})
