import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { startPortal } from '../testing/start-portal.ts'

const metricsFor = async (t: TestContext, address: string, headers: Record<string, string> = {}) => {
  const portal = await startPortal(t, { settings: { METRICS_TOKEN: 'open sesame' } })
  return portal.browser({ address }).get(paths.metrics, headers)
}

test('a portal that runs is healthy and ready', async (t) => {
  const browser = (await startPortal(t)).browser()
  assert.deepEqual([(await browser.get(paths.health)).status, (await browser.get(paths.ready)).status], [200, 200])
})

test('a portal without its database is alive and not ready', async (t) => {
  const portal = await startPortal(t, { database: 'postgres' })
  await portal.parts.courier.stop()
  await portal.parts.database.close()
  const browser = portal.browser()
  assert.deepEqual([(await browser.get(paths.health)).status, (await browser.get(paths.ready)).status], [200, 503])
})

test('its numbers are for this machine and for who holds the token', async (t) => {
  assert.equal((await metricsFor(t, '127.0.0.1')).status, 200)
  assert.equal((await metricsFor(t, '203.0.113.7', { authorization: 'Bearer open sesame' })).status, 200)
  assert.equal((await metricsFor(t, '203.0.113.7', { authorization: 'Bearer close sesame' })).status, 404)
  assert.equal((await metricsFor(t, '203.0.113.7')).status, 404)
})

test('what a proxy on this machine forwards does not come from this machine', async (t) => {
  for (const said of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip', 'x-forwarded-host', 'x-forwarded-proto']) {
    assert.equal((await metricsFor(t, '127.0.0.1', { [said]: '203.0.113.7' })).status, 404, said)
  }
})

test('requests are counted by route, never by address', async (t) => {
  const portal = await startPortal(t)
  const browser = portal.browser({ address: '127.0.0.1' })
  for (const path of ['/assets/a.css', '/assets/b.css', '/nobody/knows/']) await browser.get(path)
  const { text } = await browser.get(paths.metrics)
  assert.match(text, /kerbside_http_requests_total\{method="GET",route="\/assets\/:name",status="404"\} 2/)
  assert.doesNotMatch(text, /a\.css|nobody/)
})
