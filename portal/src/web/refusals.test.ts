import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { Answer, Browser } from '../testing/browser.ts'
import { sampleFeature } from '../testing/sample-feature.ts'
import { startPortal } from '../testing/start-portal.ts'
import type { Reason } from './reasons.ts'

async function open(t: TestContext): Promise<Browser> {
  const portal = await startPortal(t, { features: [sampleFeature] })
  const browser = portal.browser()
  await browser.get('/note/')
  return browser
}

const form = (fields: Record<string, string>) => new URLSearchParams(fields)
const post = (body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}) => ({
  method: 'POST',
  body,
  headers,
})
const tooLong = 'x'.repeat(70_000)

/** What people may send wrongly, and the status that fits. Each answer is a page with a heading and a way on. */
const pages: Record<string, { status: number; send(browser: Browser): Promise<Answer> }> = {
  'an unknown address': { status: 404, send: (b) => b.get('/nowhere/') },
  'an unknown address with a form': { status: 404, send: (b) => b.post('/nowhere/', { note: 'x' }) },
  'a wrong method': { status: 405, send: (b) => b.send('/note/', { method: 'DELETE' }) },
  'a form without token': { status: 403, send: (b) => b.send('/note/', post(form({ note: 'x' }))) },
  'a form with a made-up token': {
    status: 403,
    send: (b) => b.post('/note/', { csrf_token: 'A'.repeat(43), note: 'x' }),
  },
  'a form from another site': {
    status: 403,
    send: (b) => b.send('/note/', post(form({ note: 'x' }), { 'sec-fetch-site': 'cross-site' })),
  },
  'a form from another origin': {
    status: 403,
    send: (b) => b.send('/note/', post(form({ note: 'x' }), { origin: 'https://evil.example' })),
  },
  'a body that is no form': { status: 415, send: (b) => b.postJson('/note/', { note: 'x' }) },
  'a body without a type': { status: 415, send: (b) => b.send('/note/', post(new Blob(['note=x']))) },
  'a huge form': { status: 413, send: (b) => b.post('/note/', { note: tooLong }) },
  'a huge form that hides its length': {
    status: 413,
    send: (b) => b.send('/note/', post(tooLong, { 'content-type': 'application/x-www-form-urlencoded' })),
  },
  'a repeated field': {
    status: 400,
    send: (b) => b.send('/note/', post('note=a&note=b', { 'content-type': 'application/x-www-form-urlencoded' })),
  },
  'broken UTF-8': {
    status: 400,
    send: (b) => b.send('/note/', post('note=%ff', { 'content-type': 'application/x-www-form-urlencoded' })),
  },
  'half a surrogate pair': {
    status: 400,
    send: (b) => b.send('/note/', post('note=%ed%a0%80', { 'content-type': 'application/x-www-form-urlencoded' })),
  },
  'a NUL': { status: 400, send: (b) => b.post('/note/', { note: 'a\0b' }) },
  'a replacement character': { status: 400, send: (b) => b.post('/note/', { note: 'a\ufffdb' }) },
  'a broken multipart body': {
    status: 400,
    send: (b) => b.send('/note/', post('junk', { 'content-type': 'multipart/form-data; boundary=x' })),
  },
  'a bug of ours': { status: 500, send: (b) => b.get('/boom/') },
}

for (const [name, { status, send }] of Object.entries(pages)) {
  test(`${name} gets a page with status ${status}`, async (t) => {
    const answer = await send(await open(t))
    assert.equal(answer.status, status, answer.text.slice(0, 500))
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html/)
    assert.match(answer.text, /<h1>[^<]+<\/h1>/)
    assert.match(answer.text, /<a [^>]*href="\/"/)
    assert.doesNotMatch(answer.text, /asha@example|\.ts:\d|node_modules/)
  })
}

test('a field that is missing, empty or too long brings the form back with what was typed', async (t) => {
  const browser = await open(t)
  for (const fields of [{}, { note: ' ' }, { note: 'x'.repeat(21) }]) {
    const answer = await browser.post('/note/', fields)
    assert.equal(answer.status, 422)
    assert.match(answer.text, /aria-invalid="true"/)
  }
  assert.match((await browser.post('/note/', { note: 'y'.repeat(21) })).text, /value="y{21}"/)
})

test('a form that is right is taken, urlencoded or multipart', async (t) => {
  const browser = await open(t)
  assert.equal((await browser.post('/note/', { note: ' hello ' })).text, 'hello')
  const page = await browser.get('/note/')
  const multipart = new FormData()
  multipart.set('csrf_token', /name="csrf_token" value="([\w-]+)"/.exec(page.text)?.[1] ?? '')
  multipart.set('note', 'नमस्ते')
  assert.equal((await browser.send('/note/', post(multipart))).text, 'नमस्ते')
})

test('a broken cookie counts as none', async (t) => {
  const browser = await open(t)
  for (const cookie of ['kerbside_browser=%00%ff', 'kerbside_browser=short; =; ;;', '\u00ff\u00fe']) {
    const answer = await browser.send('/note/', { headers: { cookie } })
    assert.equal(answer.status, 200)
  }
})

const api = '/api/v1/note'
const json = (body: string | Uint8Array<ArrayBuffer>) => ({
  ...post(body),
  headers: { 'content-type': 'application/json' },
})

/** The same for programs: each answer is a problem document with a reason of the closed list. */
const problems: Record<string, { status: number; reason: Reason; send(browser: Browser): Promise<Answer> }> = {
  'an unknown address': { status: 404, reason: 'not_found', send: (b) => b.get('/api/v1/nowhere') },
  'a wrong method': { status: 405, reason: 'method_not_allowed', send: (b) => b.get(api) },
  'malformed JSON': { status: 400, reason: 'invalid_input', send: (b) => b.send(api, json('{"note":')) },
  'no body': { status: 422, reason: 'invalid_input', send: (b) => b.send(api, { method: 'POST' }) },
  'broken UTF-8': {
    status: 400,
    reason: 'invalid_input',
    send: (b) => b.send(api, json(new Uint8Array([...Buffer.from('{"note":"'), 0xff, ...Buffer.from('"}')]))),
  },
  'half a surrogate pair': {
    status: 400,
    reason: 'invalid_input',
    send: (b) => b.send(api, json('{"note":"\\ud800"}')),
  },
  'a NUL': { status: 400, reason: 'invalid_input', send: (b) => b.send(api, json('{"note":"\\u0000"}')) },
  'a member that is named twice': {
    status: 400,
    reason: 'invalid_input',
    send: (b) => b.send(api, json('{"note":"a","note":"b"}')),
  },
  'a body that is no JSON': {
    status: 415,
    reason: 'unsupported_media_type',
    send: (b) => b.send(api, post(form({ note: 'x' }))),
  },
  'a huge body': { status: 413, reason: 'too_large', send: (b) => b.postJson(api, { note: tooLong }) },
  'a missing field': { status: 422, reason: 'invalid_input', send: (b) => b.postJson(api, {}) },
  'a field of the wrong type': { status: 422, reason: 'invalid_input', send: (b) => b.postJson(api, { note: [1] }) },
  'no token': { status: 401, reason: 'unauthenticated', send: (b) => b.get('/api/v1/self') },
  'a bad token': {
    status: 401,
    reason: 'unauthenticated',
    send: (b) => b.get('/api/v1/self', { authorization: 'Bearer bad' }),
  },
}

for (const [name, { status, reason, send }] of Object.entries(problems)) {
  test(`${name} gets a problem document with ${status} ${reason}`, async (t) => {
    const answer = await send(await open(t))
    assert.equal(answer.status, status, answer.text)
    assert.equal(answer.headers.get('content-type'), 'application/problem+json')
    const problem = JSON.parse(answer.text)
    assert.deepEqual([problem.status, problem.reason], [status, reason])
    assert.match(problem.title, /^[A-Z]/)
  })
}

test('a wrong method is told the right ones', async (t) => {
  const browser = await open(t)
  assert.equal((await browser.send('/note/', { method: 'PUT' })).headers.get('allow'), 'GET, HEAD, POST')
  assert.equal((await browser.get(api)).headers.get('allow'), 'POST')
})

test('an address that lacks its last slash leads to the right one', async (t) => {
  const answer = await (await open(t)).get('/note?a=b')
  assert.deepEqual([answer.status, answer.location], [308, '/note/?a=b'])
})

test('the fault is logged without what people typed, and the page names nothing of it', async (t) => {
  const portal = await startPortal(t, { features: [sampleFeature] })
  await portal.browser().get('/boom/')
  const line = portal.logged.find((each) => each.includes('request failed')) ?? ''
  assert.match(line, /sample-feature\.ts/)
  assert.doesNotMatch(portal.logged.join(''), /asha@example|123456/)
})
