import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createStreams } from './streams.ts'

test('a process has so many open answers and no more, and each asker two of them', () => {
  const streams = createStreams({ most: 3, mostOfOne: 2 })
  const first = streams.enter('ana')
  assert.ok(first && streams.enter('ana'))
  assert.equal(streams.enter('ana'), undefined)
  assert.ok(streams.enter('ben'))
  assert.equal(streams.enter('eve'), undefined)
  first.leave()
  first.leave() // twice is once
  assert.ok(streams.enter('eve'))
  assert.equal(streams.enter('ana'), undefined)
})

test('when the server is about to stop all open answers end, and none begins', () => {
  const streams = createStreams()
  const place = streams.enter('ana')
  assert.equal(place?.ended.aborted, false)
  streams.end()
  assert.equal(place?.ended.aborted, true)
  assert.equal(streams.enter('ben'), undefined)
})
