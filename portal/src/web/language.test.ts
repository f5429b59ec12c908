import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { sampleFeature } from '../testing/sample-feature.ts'
import { startPortal } from '../testing/start-portal.ts'

test('before sign-in the browser decides, then what was picked', async (t) => {
  const portal = await startPortal(t, { features: [sampleFeature] })
  const browser = portal.browser({ headers: { 'accept-language': 'ar, en;q=0.5' } })
  assert.match((await browser.get('/note/')).text, /<html lang="ar" dir="rtl">/)
  const picked = await browser.submit(paths.language, { language: 'es', back: '/note/?a=b' }, '/note/')
  assert.deepEqual([picked.status, picked.location], [303, '/note/?a=b'])
  assert.match((await browser.get('/note/')).text, /<html lang="es" dir="ltr">/)
})

test("after sign-in it is the customer's own", async (t) => {
  const portal = await startPortal(t, { features: [sampleFeature] })
  const browser = portal.browser({ headers: { 'accept-language': 'es' } })
  browser.cookies.set('customer', 'yes')
  assert.match((await browser.get('/note/')).text, /<html lang="ne"/)
})

test('the chooser leads nowhere but back', async (t) => {
  const portal = await startPortal(t, { features: [sampleFeature] })
  const chosen = await portal.browser().submit(paths.language, { language: 'en', back: '//evil.example/' }, '/note/')
  assert.equal(chosen.location, paths.home)
  assert.equal((await portal.browser().submit(paths.language, { language: 'xx' }, '/note/')).status, 400)
})
