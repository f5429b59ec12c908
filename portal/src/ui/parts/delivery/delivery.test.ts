import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { openPage } from '../../../../../tools/testing/browser.ts'
import { html } from '../../html.ts'
import { page as wholePage } from '../../layout.ts'
import { servePages } from '../../testing/serve-pages.ts'
import type { View } from '../../view.ts'
import { button } from '../button/button.ts'
import { disclosure } from '../disclosure/disclosure.ts'
import { postForm } from '../form/form.ts'
import { delivery, deliveryAgain } from './delivery.ts'

const waitingPage = (view: View) => {
  const part = delivery(view, {
    stream: '/news/',
    stages: ['On its way', 'Accepted', 'Delivered'],
    states: [
      { name: 'under_way', passed: 1, words: 'It is on its way.' },
      { name: 'accepted', passed: 2, words: 'It is accepted.' },
      { name: 'lost', passed: 1, isLost: true, words: 'It is lost.' },
    ],
    current: 'under_way',
    ways: 'ways',
  })
  const again = deliveryAgain({ name: 'look', label: 'How far is it?' })
  const typed = html`<input name="code" aria-label="Code">${button({ label: 'Send' })}${again}`

  return wholePage(
    view,
    { title: 'Wait' },
    html`${part}${postForm(view, { action: '/code/' }, typed)}${disclosure({ id: 'ways', summary: 'Ways', body: 'Others' })}`,
  )
}

/** Opens the page while the address of its news answers with these events, or with 204. */
async function opened(t: TestContext, events: readonly string[] | undefined, javaScriptEnabled = true) {
  const server = await servePages(t, waitingPage)
  const page = await openPage(t, { javaScriptEnabled })
  const body = events?.map((event) => `${event}\n\n`).join('')
  const headers = { 'content-type': 'text/event-stream' }
  await page.route('**/news/', (route) => route.fulfill(body === undefined ? { status: 204 } : { headers, body }))
  await page.goto(server.address)
  return { page, server, passed: () => page.locator('.delivery-stage[data-passed]').count() }
}

test('the line and the words follow the news, and a screen reader hears them', async (t) => {
  const { page, passed } = await opened(t, ['event: state\ndata: accepted', ': beat', 'event: end\ndata:'])
  await page.getByRole('status').getByText('It is accepted.').waitFor()
  assert.equal(await passed(), 2)
  assert.equal(await page.getByRole('button', { name: 'How far is it?' }).isVisible(), false)
})

test('when the message is lost the other ways open', async (t) => {
  const { page, passed } = await opened(t, ['event: state\ndata: lost', 'event: end\ndata:'])
  await page.getByText('Others').waitFor()
  assert.equal(await page.getByRole('status').textContent(), 'It is lost.')
  assert.equal(await passed(), 1)
})

test('a state that the page does not know changes nothing', async (t) => {
  const { page } = await opened(t, [
    'event: state\ndata: "]',
    'event: state\ndata: nothing',
    'event: state\ndata: accepted',
    'event: end\ndata:',
  ])
  await page.getByRole('status').getByText('It is accepted.').waitFor()
})

for (const [who, events, javaScriptEnabled] of [
  ['where no news is given', undefined, true],
  ['without a script', [], false],
] as const) {
  test(`${who} a button sends what was typed, to a page that shows the present state`, async (t) => {
    const { page, server } = await opened(t, events, javaScriptEnabled)
    await page.fill('[name=code]', '1234')
    await page.getByRole('button', { name: 'How far is it?' }).click()
    await page.waitForURL('**/code/')
    assert.deepEqual([server.received[0]?.get('code'), server.received[0]?.get('look')], ['1234', '1'])
  })
}
