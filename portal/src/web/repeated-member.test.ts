import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hasRepeatedMember } from './repeated-member.ts'

test('a member that is named twice is found at any depth, however it is written', () => {
  for (const json of [
    '{"a":1,"a":1}',
    '{"a":1,"b":[{"c":{"d":1,"d":{}}}]}',
    '{"a":1,"\\u0061":2}',
    '[{"a":"x","b":{"a":1},"a":null}]',
    '{"__proto__":1,"__proto__":2}',
    '{"":1, "" :2}',
    '{"\\"":1,"\\u0022":2}',
  ]) {
    assert.equal(hasRepeatedMember(json), true, json)
  }
})

test('what JSON.stringify writes names each member once', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2), (value, space) => {
      assert.equal(hasRepeatedMember(JSON.stringify(value, null, space)), false)
    }),
  )
})

test('the longest body that is taken is looked through in time that grows with its length alone', () => {
  const deep = '['.repeat(30_000) + ']'.repeat(30_000)
  const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 6_000 }, (_, index) => [`m${index}`, 0])))
  assert.deepEqual([deep, wide, '"{:,"'].map(hasRepeatedMember), [false, false, false])
})
