import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage } from '../../../../../tools/testing/browser.ts'
import { html } from '../../html.ts'
import { page as wholePage } from '../../layout.ts'
import { servePages } from '../../testing/serve-pages.ts'
import type { View } from '../../view.ts'
import { button } from '../button/button.ts'
import { radios } from '../choices/choices.ts'
import { emailField, telField } from '../text-field/text-field.ts'
import { postForm } from './form.ts'

const form = { values: { otp_type: 'email' }, errors: { email: { key: 'ui.sample.emailError' } } } as const

const contactPage = (view: View) => {
  const email = emailField(view, form, { name: 'email', label: 'E-mail address' })
  const phone = telField(view, form, { name: 'phone', label: 'Mobile number' })
  const options = [
    { value: 'email', label: 'By e-mail', reveals: email },
    { value: 'phone', label: 'By SMS', reveals: phone },
  ]
  const question = radios(view, form, { name: 'otp_type', label: 'Where to?', options })
  return wholePage(
    view,
    { title: 'Sign in', form },
    postForm(view, { action: '/sent/' }, html`${question}${button({ label: 'Request' })}`),
  )
}

test('the field of the choice that is taken is seen, the other steps back, without any script', async (t) => {
  const server = await servePages(t, contactPage)
  const page = await openPage(t, { javaScriptEnabled: false })
  await page.goto(server.address)
  const seen = async () => [await page.isVisible('[name=email]'), await page.isVisible('[name=phone]')]
  assert.deepEqual(await seen(), [true, false])
  await page.getByLabel('By SMS').check()
  assert.deepEqual(await seen(), [false, true])
})

test('a refused page opens at its summary, whose link leads into the field, by keyboard alone', async (t) => {
  const server = await servePages(t, contactPage)
  const page = await openPage(t)
  await page.goto(server.address)
  assert.equal(await page.evaluate('document.activeElement.className'), 'error-summary')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate('document.activeElement.name'), 'email')
})

test('a form is sent once, however often its button is pressed', async (t) => {
  const server = await servePages(t, contactPage)
  const page = await openPage(t)
  await page.goto(server.address)
  const pressed = page.evaluate(`for (let i = 0; i < 3; i++) document.querySelector('main button').click()`)
  await Promise.all([page.waitForURL('**/sent/'), pressed])
  assert.equal(server.received.length, 1)
})

test('a form that did not arrive can be sent again after a while', async (t) => {
  const server = await servePages(t, contactPage)
  const page = await openPage(t)
  await page.clock.install()
  await page.goto(server.address)
  await page.route('**/sent/', (route) => route.fulfill({ status: 204 }))
  await Promise.all([page.waitForResponse('**/sent/'), page.click('main button')])
  await page.clock.fastForward(9_000)
  await page.unroute('**/sent/')
  await Promise.all([page.waitForURL('**/sent/'), page.click('main button')])
  assert.equal(server.received.length, 1)
})
