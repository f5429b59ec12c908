import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage } from '../../../../../tools/testing/browser.ts'
import { emptyForm } from '../../form-state.ts'
import { html } from '../../html.ts'
import { page as wholePage } from '../../layout.ts'
import { servePages } from '../../testing/serve-pages.ts'
import { testView } from '../../testing/view.ts'
import type { View } from '../../view.ts'
import { button } from '../button/button.ts'
import { postForm } from '../form/form.ts'
import { codeField, digitsField } from './code-field.ts'

const field = { name: 'otp_code', label: 'Code', length: 6, channel: 'sms' } as const

test('the code has one field, with the keyboard of digits and the offer of the browser to fill it in', () => {
  const written = String(codeField(testView(), emptyForm, field))
  assert.match(written, /<input [^>]*inputmode="numeric"/)
  assert.match(written, /<input [^>]*autocomplete="one-time-code"/)
  assert.match(written, /<input [^>]*dir="ltr"/)
  assert.doesNotMatch(written, /maxlength|type="number"|pattern/)
})

test('the cursor waits in the field, unless something is wrong and the summary is to be read first', () => {
  assert.match(String(codeField(testView(), emptyForm, field)), /autofocus/)
  const refused = { values: { otp_code: '12' }, errors: { otp_code: { key: 'ui.sample.codeError' } } } as const
  const written = String(codeField(testView(), refused, field))
  assert.doesNotMatch(written, /autofocus/)
  assert.match(written, /value="12"/)
})

const codePage = (view: View) =>
  wholePage(
    view,
    { title: 'Code' },
    postForm(view, { action: '/verify/' }, html`${codeField(view, emptyForm, field)}${button({ label: 'Verify' })}`),
  )

const pasted: readonly [text: string, code: string][] = [
  ['123456', '123456'],
  ['123 456', '123456'],
  ['123-456', '123456'],
  ['１２３４５６', '123456'],
  ['१२३४५६', '123456'],
  ['٣٤٥٦٧٨', '345678'],
  ['Kerbside: 123 456 is your code for 5 minutes.\n@localhost #123456', '123456'],
]

test('a pasted code is found among the words around it, in any digits, and the form is sent', async (t) => {
  const server = await servePages(t, codePage)
  const page = await openPage(t)
  for (const [text, code] of pasted) {
    await page.goto(server.address)
    const sent = page.waitForURL('**/verify/')
    await page.evaluate(paste(text))
    await sent
    assert.equal(server.received.at(-1)?.get('otp_code'), code, text)
  }
})

test('the form is sent with the last digit, once, with its token', async (t) => {
  const server = await servePages(t, codePage)
  const page = await openPage(t)
  await page.goto(server.address)
  const sent = page.waitForURL('**/verify/')
  await page.locator('[name=otp_code]').pressSequentially('123456')
  await sent
  assert.deepEqual(
    server.received.map((form) => [form.get('otp_code'), form.get('csrf_token')]),
    [['123456', 'test-token']],
  )
})

test('a longer number is not cut off, nor sent before its end', async (t) => {
  const server = await servePages(t, codePage)
  const page = await openPage(t)
  await page.goto(server.address)
  await page.locator('[name=otp_code]').pressSequentially('482177300194')
  await page.waitForTimeout(500)
  assert.deepEqual(server.received, [])
  assert.equal(await page.inputValue('[name=otp_code]'), '482177300194')
})

test('a pass is seen whole on a narrow screen', async (t) => {
  const typed = { values: { otp_pass: '4821 7730 0194' }, errors: {} }
  const server = await servePages(t, (view) =>
    wholePage(
      view,
      { title: 'Pass' },
      postForm(view, { action: '/resend/' }, digitsField(view, typed, { name: 'otp_pass', label: 'Pass' })),
    ),
  )
  const page = await openPage(t, { viewport: { width: 320, height: 640 } })
  await page.goto(server.address)
  const size = (name: string) => page.evaluate(`document.querySelector('[name=otp_pass]').${name}`)
  assert.equal(await size('scrollWidth'), await size('clientWidth'))
})

test('without a script the same form is sent by its button', async (t) => {
  const server = await servePages(t, codePage)
  const page = await openPage(t, { javaScriptEnabled: false })
  await page.goto(server.address)
  await page.fill('[name=otp_code]', '123 456')
  await page.click('main button')
  assert.equal(server.received[0]?.get('otp_code'), '123 456')
})

function paste(text: string): string {
  return `{
    const data = new DataTransfer()
    data.setData('text', ${JSON.stringify(text)})
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    const field = document.querySelector('[name=otp_code]')
    if (field.dispatchEvent(event)) field.value = ${JSON.stringify(text)}
  }`
}
