import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StaffRole } from '../db/tables.ts'
import { paths } from '../paths.ts'
import { sampleFeature } from '../testing/sample-feature.ts'
import { startPortal } from '../testing/start-portal.ts'

const production = {
  NODE_ENV: 'production',
  SECRET_KEY: 'the key of tests which is long enough',
  PUBLIC_URL: 'https://bills.example.com',
  EMAIL_BACKEND: 'smtp',
  EMAIL_HOST: 'localhost',
  SMS_BACKEND: '',
}

test('every address answers with the headers that protect a page', async (t) => {
  const portal = await startPortal(t)
  const browser = portal.browser()
  for (const { method, path } of portal.app.addresses) {
    const { headers, status } = await browser.send(path.replaceAll(/:\w+/g, '1'), { method })
    const where = `${method} ${path} (${status})`
    const policy = headers.get('content-security-policy') ?? ''
    for (const part of ["default-src 'none'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'"]) {
      assert.ok(policy.includes(part), `${where}: ${part}`)
    }
    assert.doesNotMatch(policy, /unsafe/, where)
    assert.equal(headers.get('x-content-type-options'), 'nosniff', where)
    assert.equal(headers.get('referrer-policy'), 'same-origin', where)
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', where)
    assert.match(headers.get('permissions-policy') ?? '', /otp-credentials=\(self\)/, where)
    assert.equal(headers.get('cache-control'), 'no-store', where)
    assert.equal(headers.get('strict-transport-security'), null, where)
    assert.ok(status < 500, where)
  }
})

test('every form of the portal is refused without its token', async (t) => {
  const portal = await startPortal(t)
  const browser = portal.browser()
  for (const { method, path } of portal.app.addresses) {
    if (method === 'GET' || path.startsWith('/api/')) continue
    const body = new URLSearchParams({ email: 'asha@example.com' })
    const { status } = await browser.send(path.replaceAll(/:\w+/g, '1'), { method, body })
    assert.ok(status === 403 || status === 303, `${method} ${path}: ${status}`)
  }
})

test('over HTTPS browsers are told to stay there', async (t) => {
  const portal = await startPortal(t, { settings: production, features: [sampleFeature] })
  const { headers } = await portal.browser().get('/note/')
  assert.match(headers.get('strict-transport-security') ?? '', /^max-age=\d{8}/)
  assert.match(headers.get('content-security-policy') ?? '', /upgrade-insecure-requests/)
  assert.match(headers.getSetCookie()[0] ?? '', /^__Host-/)
})

test("a customer's page leads strangers to the sign-in, and the undecided to the choice", async (t) => {
  const portal = await startPortal(t, { features: [sampleFeature] })
  const browser = portal.browser()
  const stranger = await browser.get('/mine/')
  assert.deepEqual([stranger.status, stranger.location], [303, paths.otp.request])
  browser.cookies.set('customer', 'unchosen')
  assert.equal((await browser.get('/mine/')).location, paths.otp.choose)
  browser.cookies.set('customer', 'yes')
  assert.equal((await browser.get('/mine/')).text, 'Asha Rai')
})

test('staff may do what their role allows', async (t) => {
  const portal = await startPortal(t, { features: [sampleFeature] })
  const stranger = await portal.browser().get('/admin/look/')
  assert.deepEqual([stranger.status, stranger.location], [303, paths.staff.request])
  const expected: Record<StaffRole, number> = { admin: 200, billing: 200, support: 403, auditor: 403 }
  for (const [role, status] of Object.entries(expected)) {
    const browser = portal.browser()
    browser.cookies.set('staff', role)
    assert.equal((await browser.get('/admin/look/')).status, 200, role)
    assert.equal((await browser.submit('/admin/act/', {}, '/note/')).status, status, role)
  }
})

test('a customer is nobody on the side of staff, nor the other way round', async (t) => {
  const portal = await startPortal(t, { features: [sampleFeature] })
  const browser = portal.browser()
  browser.cookies.set('customer', 'yes')
  assert.equal((await browser.get('/admin/look/')).status, 303)
  browser.cookies.set('staff', 'admin')
  browser.cookies.delete('customer')
  assert.equal((await browser.get('/mine/')).status, 303)
})

test('a Bearer token opens the JSON of its owner', async (t) => {
  const portal = await startPortal(t, { features: [sampleFeature] })
  const answer = await portal.browser().get('/api/v1/self', { authorization: 'Bearer good' })
  assert.deepEqual(JSON.parse(answer.text), { contact: 'asha@example.com' })
})

test('the JSON API describes itself', async (t) => {
  const portal = await startPortal(t, { features: [sampleFeature] })
  const document = JSON.parse((await portal.browser().get(paths.api.document)).text)
  assert.equal(document.openapi, '3.1.0')
  assert.deepEqual(Object.keys(document.paths), ['/api/v1/note', '/api/v1/self'])
})

test('each answer has a name, by which the log finds it', async (t) => {
  const portal = await startPortal(t, { features: [sampleFeature] })
  const { headers } = await portal.browser().get('/note/?secret=1')
  const line = portal.logged.map((each) => JSON.parse(each)).find(({ msg }) => msg === 'request')
  assert.equal(line.requestId, headers.get('x-request-id'))
  assert.deepEqual([line.method, line.route, line.status], ['GET', '/note/', 200])
  assert.doesNotMatch(portal.logged.join(''), /secret|203\.0\.113/)
})
