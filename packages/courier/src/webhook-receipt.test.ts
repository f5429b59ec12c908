import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { readWebhookReceipt } from './webhook-receipt.ts'
import { isSignedWebhook, signWebhook } from './webhook-signature.ts'

const NOW = Date.UTC(2026, 2, 2, 9)
const secret = 'a secret of twenty-four characters'
const MINUTE = 60_000

const read = (said: unknown, { at = NOW, now = NOW, key = secret } = {}) => {
  const body = typeof said === 'string' ? said : JSON.stringify(said)
  return readWebhookReceipt(secret, { headers: signWebhook(key, 'R-1', at, body), body: Buffer.from(body), now })
}

test('a signed receipt says what became of a message', () => {
  const receipt = { sender: 'webhook', providerId: 'G-1' }
  assert.deepEqual(read({ id: 'G-1', status: 'delivered' }), { ...receipt, status: 'delivered', word: 'delivered' })
  assert.deepEqual(read({ id: 'G-1', status: 'failed', word: 'NO_ROUTE', fault: 'undeliverable' }), {
    ...receipt,
    ...{ status: 'failed', word: 'NO_ROUTE', fault: 'undeliverable' },
  })
  assert.deepEqual(read({ id: 'G-1', status: 'sent', fault: 'rejected' }), { ...receipt, status: 'sent', word: 'sent' })
})

test('a word that could be an address or a text is not kept', () => {
  for (const word of ['+9779812345678', 'ann@example.org', 'x'.repeat(41), '', 7]) {
    const receipt = read({ id: 'G-1', status: 'failed', word })
    assert.ok(typeof receipt === 'object')
    assert.equal(receipt.word, 'failed')
  }
})

test('a receipt that says nothing known is malformed', () => {
  for (const said of [
    { id: 'G-1' },
    { status: 'sent' },
    { id: 1, status: 'sent' },
    { id: 'G', status: 'x' },
    [],
    'no',
  ]) {
    assert.equal(read(said), 'malformed')
  }
})

test('another key, an old or an early signature makes it forged', () => {
  const said = { id: 'G-1', status: 'delivered' }
  assert.equal(read(said, { key: 'another secret' }), 'forged')
  assert.equal(read(said, { at: NOW - 5 * MINUTE - 1000 }), 'forged')
  assert.equal(read(said, { at: NOW + 5 * MINUTE + 1000 }), 'forged')
  assert.notEqual(read(said, { at: NOW - 5 * MINUTE }), 'forged')
})

test('a signature is over id, time and body', () => {
  const body = Buffer.from('{}')
  const headers = signWebhook(secret, 'M-1', NOW, '{}')
  assert.ok(isSignedWebhook(secret, headers, body, NOW))
  for (const changed of [
    { ...headers, 'webhook-id': 'M-2' },
    { ...headers, 'webhook-timestamp': String(NOW / 1000 + 1) },
    { ...headers, 'webhook-timestamp': `${NOW / 1000}.0` },
    { ...headers, 'webhook-signature': headers['webhook-signature'].replace('v1,', 'v2,') },
    { ...headers, 'webhook-signature': headers['webhook-signature'].slice(0, -3) },
    { ...headers, 'webhook-signature': undefined },
    { ...headers, 'webhook-id': undefined },
  ]) {
    assert.ok(!isSignedWebhook(secret, changed, body, NOW))
  }
  assert.ok(!isSignedWebhook(secret, headers, Buffer.from('{ }'), NOW))
})

test('one of several signatures is enough while a key changes', () => {
  const headers = signWebhook(secret, 'M-1', NOW, '{}')
  const both = `v1,${'A'.repeat(43)}= ${headers['webhook-signature']}`
  assert.ok(isSignedWebhook(secret, { ...headers, 'webhook-signature': both }, Buffer.from('{}'), NOW))
})

test('a key with the prefix of the convention is Base64, and the signature is the one that its libraries make', () => {
  const key = Buffer.from('0123456789abcdef0123456789abcdef')
  const expected = createHmac('sha256', key)
    .update(`msg_1.${NOW / 1000}.{"a":1}`)
    .digest('base64')
  const { 'webhook-signature': signature } = signWebhook(`whsec_${key.toString('base64')}`, 'msg_1', NOW, '{"a":1}')
  assert.equal(signature, `v1,${expected}`)
})
