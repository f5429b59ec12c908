import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage } from '../../../../../tools/testing/browser.ts'
import { page as wholePage } from '../../layout.ts'
import { servePages } from '../../testing/serve-pages.ts'
import { testView } from '../../testing/view.ts'
import type { View } from '../../view.ts'
import { passkeyForm } from './passkey.ts'

const options = { challenge: 'AAAA', rpId: 'localhost', allowCredentials: [] }
const form = {
  action: '/passkey/',
  does: 'get',
  options,
  label: 'Use it',
  failed: 'Broken off',
  otherwise: 'Cannot',
} as const
const formPage = (view: View) => wholePage(view, { title: 'Passkey' }, passkeyForm(view, form))

test('what the browser is asked for stands in an attribute, so that no script is written into the page', () => {
  const written = String(passkeyForm(testView(), { ...form, options: { challenge: '"><script>' } }))
  assert.doesNotMatch(written, /<script>/)
  assert.match(written, /data-passkey-options="\{&quot;challenge&quot;:/)
})

test('the button takes the place of the sentence where the browser has passkeys', async (t) => {
  const server = await servePages(t, formPage)
  const page = await openPage(t)
  await page.goto(server.address.replace('127.0.0.1', 'localhost'))
  await page.getByRole('button', { name: 'Use it' }).waitFor()
  assert.equal(await page.getByText('Cannot').isVisible(), false)
  const without = await openPage(t, { javaScriptEnabled: false })
  await without.goto(server.address)
  assert.equal(await without.getByText('Cannot').isVisible(), true)
  assert.equal(await without.getByRole('button', { name: 'Use it' }).isVisible(), false)
})

test('an answer is sent once with its token, and what is broken off is said and not sent', async (t) => {
  const server = await servePages(t, formPage)
  const page = await openPage(t)
  await page.goto(server.address.replace('127.0.0.1', 'localhost'))
  await page.evaluate(answerWith("throw new DOMException('', 'NotAllowedError')"))
  await page.getByRole('button', { name: 'Use it' }).click()
  await page.getByRole('alert').getByText('Broken off').waitFor()
  assert.equal(server.received.length, 0)
  await page.evaluate(answerWith("return { toJSON: () => ({ id: 'mine' }) }"))
  const sent = page.waitForURL('**/passkey/')
  await page.getByRole('button', { name: 'Use it' }).click()
  await sent
  assert.deepEqual(
    server.received.map((fields) => [fields.get('credential'), fields.get('csrf_token')]),
    [['{"id":"mine"}', 'test-token']],
  )
})

/** Puts a person with an authenticator in the place of the browser's dialogue. */
const answerWith = (body: string) => `{ navigator.credentials.get = async () => { ${body} } }; undefined`
