import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messageIdOf, outboxIdOf } from './message-id.ts'

const id = 150_537_830_400_884
const key = 'a key that nobody guesses'

test('a message id names its row, on the domain of its sender', () => {
  const [, row = '', domain] = /^<([a-z0-9]+)\.outbox@(.+)>$/.exec(messageIdOf(id, 'noreply@example.org')) ?? []
  assert.equal(Number.parseInt(row, 36), id)
  assert.equal(domain, 'example.org')
})

test('a signed message id is the same at each attempt, and is read back with any of the keys', () => {
  const signed = messageIdOf(id, 'noreply@example.org', key)
  assert.equal(signed, messageIdOf(id, 'noreply@example.org', key))
  assert.equal(outboxIdOf(signed, ['a newer key', key]), id)
  assert.equal(outboxIdOf(` ${signed.toUpperCase()} `, [key]), id)
  assert.equal(outboxIdOf(signed.slice(1, -1), [key]), id)
})

test('a message id that no key of ours has signed names no row', () => {
  const signed = messageIdOf(id, 'noreply@example.org', key)
  assert.equal(outboxIdOf(signed, ['another key']), undefined)
  assert.equal(outboxIdOf(signed, []), undefined)
  assert.equal(outboxIdOf(messageIdOf(id, 'noreply@example.org'), [key]), undefined)
  const others = signed.replace(/^<[^.]+/, `<${(id + 1).toString(36)}`)
  assert.equal(outboxIdOf(others, [key]), undefined)
  for (const text of ['', '<>', `${signed} ${signed}`, signed.replace('.outbox', ''), `<${'z'.repeat(5000)}`]) {
    assert.equal(outboxIdOf(text, [key]), undefined, text.slice(0, 50))
  }
})
