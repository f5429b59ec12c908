import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { getExpectedBodyHash, getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { twilioSignature } from '../../../tools/testing/twilio-stand-in.ts'
import { readTwilioReceipt } from './twilio-receipt.ts'

const token = 'a token of thirty-two characters'
const url = 'https://bills.example.com/hooks/twilio/'
const sid = `SM${'0a'.repeat(16)}`

const read = (fields: Iterable<readonly [string, string]>, changes: { signature?: string; url?: string } = {}) => {
  const list = [...fields]
  const signature = changes.signature ?? twilioSignature(token, url, list)
  return readTwilioReceipt(token, {
    signature,
    url: changes.url ?? url,
    body: new URLSearchParams(list.map((pair) => [...pair])).toString(),
  })
}
const news = (status: string, more: Record<string, string> = {}) =>
  Object.entries({ MessageSid: sid, MessageStatus: status, To: '+9779812345678', ...more })

test('a signed callback is a receipt', async () => {
  const receipt = { sender: 'twilio', providerId: sid }
  assert.deepEqual(await read(news('delivered')), { ...receipt, status: 'delivered', word: 'delivered' })
  assert.deepEqual(await read(news('sent')), { ...receipt, status: 'sent', word: 'sent' })
  assert.deepEqual(await read(news('undelivered', { ErrorCode: '30005' })), {
    ...receipt,
    status: 'failed',
    word: 'undelivered 30005',
    fault: 'undeliverable',
  })
})

test('a callback on a WhatsApp message is of the WhatsApp sender, and read counts as delivered', async () => {
  const receipt = await read(news('read', { To: 'whatsapp:+9779812345678' }))
  assert.deepEqual(receipt, { sender: 'twilio-whatsapp', providerId: sid, status: 'delivered', word: 'read' })
})

test('what Twilio says beyond the states of a message is passed over', async () => {
  for (const fields of [news('received'), news('dreaming'), news('sent', { MessageSid: 'SM1' }), []]) {
    assert.equal(await read(fields), 'ignored')
  }
})

test('a code that we do not know leaves the fault open', async () => {
  const receipt = await read(news('failed', { ErrorCode: '39999' }))
  assert.deepEqual(receipt, { sender: 'twilio', providerId: sid, status: 'failed', word: 'failed 39999' })
})

test('a wrong or missing signature, another token, address or field makes it forged', async () => {
  const fields = news('delivered')
  const good = twilioSignature(token, url, fields)
  assert.equal(await read(fields, { signature: '' }), 'forged')
  assert.equal(await read(fields, { signature: `${good.slice(0, -2)}A=` }), 'forged')
  assert.equal(await read(fields, { signature: twilioSignature('another token', url, fields) }), 'forged')
  assert.equal(await read(fields, { url: 'https://evil.example.com/hooks/twilio/' }), 'forged')
  assert.equal(await read(fields, { url: `${url}?a=b` }), 'forged')
  assert.equal(await read(news('failed'), { signature: good }), 'forged')
  assert.equal(await read([...fields, ['Extra', '1']], { signature: good }), 'forged')
})

test('the port may stand in the signed address or not', async () => {
  const fields = news('delivered')
  const withPort = 'https://bills.example.com:443/hooks/twilio/'
  const signed = (address: string) => ({ signature: twilioSignature(token, address, fields) })
  for (const address of [url, withPort]) {
    for (const asked of [url, withPort]) {
      assert.notEqual(await read(fields, { ...signed(address), url: asked }), 'forged', `${address} ${asked}`)
    }
  }
})

test('a field that comes several times is signed once for each value, in their order', async () => {
  const fields = [...news('delivered'), ['MediaUrl', 'b'], ['MediaUrl', 'a'], ['MediaUrl', 'b']] as const
  const signature = twilioSignature(token, url, [...news('delivered'), ['MediaUrl', 'a'], ['MediaUrl', 'b']])
  assert.notEqual(await read(fields, { signature }), 'forged')
})

const addressOf = (body: string) => `${url}?bodySHA256=${getExpectedBodyHash(body)}`
const readJson = (body: string, address = addressOf(body), signed = address) =>
  readTwilioReceipt(token, { signature: getExpectedTwilioSignature(token, signed, {}), url: address, body })

test('a callback in JSON is a receipt, when the address holds the hash of its body', async () => {
  const fields = { MessageSid: sid, MessageStatus: 'undelivered', To: '+9779812345678', ErrorCode: 30005, Media: [1] }
  const receipt = {
    sender: 'twilio',
    providerId: sid,
    status: 'failed',
    word: 'undelivered 30005',
    fault: 'undeliverable',
  }
  assert.deepEqual(await readJson(JSON.stringify(fields)), receipt)
  for (const body of ['', '{', 'null', '7', '[]', '"x"', '{"MessageSid":{}}'])
    assert.equal(await readJson(body), 'ignored', body)
})

test('another body, hash, address or signature makes a callback in JSON forged', async () => {
  const body = JSON.stringify(Object.fromEntries(news('delivered')))
  const address = addressOf(body)
  assert.equal(await readJson(body.replace('delivered', 'failed'), address), 'forged')
  assert.equal(await readJson(body, `${url}?bodySHA256=`), 'forged')
  assert.equal(await readJson(body, address, url), 'forged')
  assert.equal(await readJson(body, address.replace('bills', 'evil'), address), 'forged')
  assert.equal(await readJson(body, url), 'forged', 'JSON without a hash is signed by nobody')
  // What was signed as a form is not taken for an address with a hash.
  const form = new URLSearchParams(news('delivered').map(([name, value]) => [name, value])).toString()
  const signature = twilioSignature(token, url, news('delivered'))
  assert.equal(await readTwilioReceipt(token, { signature, url: addressOf(form), body: form }), 'forged')
})

test('the example in JSON of the official client is signed as its tests show', async () => {
  // https://github.com/twilio/twilio-node: spec/unit/webhooks/webhooks.spec.ts
  const body = '{"property": "value", "boolean": true}'
  const bodyHash = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620'
  const address = `https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=${bodyHash}`
  const signature = 'a9nBmqA0ju/hNViExpshrM61xv4='
  assert.equal(await readTwilioReceipt('12345', { signature, url: address, body }), 'ignored')
  assert.equal(await readTwilioReceipt('12345', { signature, url: address, body: `${body} ` }), 'forged')
  assert.equal(twilioSignature('12345', address, []), signature)
})

test('our stand-in signs as the official client does', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), (fields) => {
      const expected = getExpectedTwilioSignature(token, url, fields)
      assert.equal(twilioSignature(token, url, Object.entries(fields)), expected)
    }),
  )
})

test('the example of Twilio is signed as its documents show', () => {
  // https://www.twilio.com/docs/usage/security: the example that Twilio's own libraries are tested with.
  const caller = '+14158675309'
  const fields = { CallSid: 'CA1234567890ABCDE', Caller: caller, Digits: '1234', From: caller, To: '+18005551212' }
  const address = 'https://mycompany.com/myapp.php?foo=1&bar=2'
  assert.equal(twilioSignature('12345', address, Object.entries(fields)), 'RSOYDt4T1cUTdK1PDd93/VVr8B8=')
})
