import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import type { Answer } from '../testing/browser.ts'
import { startPortal } from '../testing/start-portal.ts'
import { addCustomer, newestCode, wrongCode } from './testing/people.ts'

const email = 'demo.shop@example.com'

async function program(t: TestContext) {
  const portal = await startPortal(t)
  const { number } = await addCustomer(portal, { name: 'Demo Shop', email })
  const caller = portal.browser()
  const call = (path: string, body: unknown, headers = {}) => caller.postJson(path, body, headers)
  const asked = await call(paths.api.request, { otpType: 'email', email })
  return { portal, number, call, caller, asked, flow: String(json(asked)['flow']) }
}

const json = (answer: Answer): Record<string, unknown> => JSON.parse(answer.text)

test('a program signs in, asks who it is, and signs out', async (t) => {
  const { portal, number, call, caller, asked, flow } = await program(t)
  assert.equal(asked.status, 202)
  assert.deepEqual(Object.keys(json(asked)), ['flow', 'held', 'mark', 'expiresAt', 'resendAt', 'codeLength', 'sentTo'])
  const signedIn = await call(paths.api.verify, { flow, otpCode: await newestCode(portal) })
  assert.equal(signedIn.status, 200)
  assert.deepEqual(json(signedIn)['customers'], [{ number, name: 'Demo Shop' }])
  const authorization = `Bearer ${String(json(signedIn)['token'])}`
  const me = await caller.send(paths.api.me, { headers: { authorization } })
  assert.deepEqual(json(me)['customers'], [{ number, name: 'Demo Shop' }])
  const out = await caller.send(paths.api.logout, { method: 'POST', headers: { authorization } })
  assert.deepEqual([out.status, out.text], [204, ''])
  const after = await caller.send(paths.api.me, { headers: { authorization } })
  assert.deepEqual([after.status, json(after)['reason']], [401, 'unauthenticated'])
})

test('a wrong code is 401 with the tries left, and the sixth is told that there are none', async (t) => {
  const { portal, call, flow } = await program(t)
  const otpCode = wrongCode(await newestCode(portal))
  const told = []
  for (let guess = 0; guess < 6; guess += 1) {
    const refused = await call(paths.api.verify, { flow, otpCode })
    assert.equal(refused.headers.get('content-type'), 'application/problem+json')
    told.push([refused.status, json(refused)['reason'], json(refused)['attemptsLeft']])
  }
  assert.deepEqual(told, [
    [401, 'wrong_code', 4],
    [401, 'wrong_code', 3],
    [401, 'wrong_code', 2],
    [401, 'wrong_code', 1],
    [401, 'wrong_code', 0],
    [401, 'too_many_attempts', 0],
  ])
})

test('used, expired, held and unknown flows are told apart', async (t) => {
  const { portal, call, flow } = await program(t)
  const otpCode = await newestCode(portal)
  const reason = async (of: string, code = otpCode) => {
    const refused = await call(paths.api.verify, { flow: of, otpCode: code })
    return [refused.status, json(refused)['reason']]
  }
  assert.equal((await call(paths.api.verify, { flow, otpCode })).status, 200)
  assert.deepEqual(await reason(flow), [401, 'already_used'])
  assert.deepEqual(await reason('no flow of ours'), [401, 'unknown_flow'])
  const second = json(await call(paths.api.request, { otpType: 'email', email }))
  portal.clock.advance(5 * 60_000)
  assert.deepEqual(await reason(String(second['flow'])), [401, 'expired'])
  let held: Record<string, unknown> = {}
  while (held['held'] !== true) held = json(await call(paths.api.request, { otpType: 'email', email }))
  assert.deepEqual([held['mark'], held['expiresAt'], held['codeLength']], [null, null, null])
  assert.deepEqual(await reason(String(held['flow'])), [401, 'held'])
})

test('a malformed code is 422, names its field, and costs no try', async (t) => {
  const { call, flow } = await program(t)
  for (const otpCode of ['', '12345', 'abcdef', 123456, ['123456', '654321'], null]) {
    const refused = await call(paths.api.verify, { flow, otpCode })
    assert.deepEqual([refused.status, json(refused)['fields']], [422, ['otpCode']], JSON.stringify(otpCode))
  }
})

test('a resend is 429 with Retry-After in its cool-down, 202 after it, and 404 for no flow', async (t) => {
  const { portal, call, flow } = await program(t)
  const early = await call(paths.api.resend, { flow })
  assert.deepEqual([early.status, json(early)['reason'], early.headers.get('retry-after')], [429, 'rate_limited', '30'])
  portal.clock.advance(30_000)
  const resent = await call(paths.api.resend, { flow })
  assert.deepEqual([resent.status, json(resent)['flow']], [202, flow])
  const unknown = await call(paths.api.resend, { flow: 'no flow of ours' })
  assert.deepEqual([unknown.status, json(unknown)['reason']], [404, 'unknown_flow'])
  const wrongPass = await call(paths.api.resend, { flow, pass: '123456789012' })
  assert.deepEqual([wrongPass.status, json(wrongPass)['reason']], [401, 'wrong_pass'])
})

test('a contact that cannot be reached is 422, an unknown one looks like a known one', async (t) => {
  const { portal, call, asked } = await program(t)
  for (const body of [{ otpType: 'email' }, { otpType: 'email', email: 'nobody' }, { otpType: 'pigeon' }, {}, []]) {
    assert.equal((await call(paths.api.request, body)).status, 422, JSON.stringify(body))
  }
  const unknown = await call(paths.api.request, { otpType: 'email', email: 'stranger@example.com' })
  assert.equal(unknown.status, 202)
  assert.deepEqual(Object.keys(json(unknown)), Object.keys(json(asked)))
  assert.deepEqual([...unknown.headers.keys()], [...asked.headers.keys()])
  assert.equal((await portal.messages()).length, 1)
})

test('the OpenAPI document describes each address of sign-in', async (t) => {
  const { caller } = await program(t)
  const document = json(await caller.get(paths.api.document)) as { openapi: string; paths: object }
  assert.match(document.openapi, /^3\.1/)
  for (const path of [paths.api.request, paths.api.verify, paths.api.resend, paths.api.logout, paths.api.me]) {
    assert.ok(path in document.paths, path)
  }
})
