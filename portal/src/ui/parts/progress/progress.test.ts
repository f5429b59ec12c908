import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { openPage } from '../../../../../tools/testing/browser.ts'
import { page as wholePage } from '../../layout.ts'
import { servePages } from '../../testing/serve-pages.ts'
import type { View } from '../../view.ts'
import { progress } from './progress.ts'

const waitingPage = (view: View) =>
  wholePage(
    view,
    { title: 'Wait' },
    progress({
      ...{ label: 'Bills', percent: 10, words: '10 bills', stream: '/news/' },
      again: { href: '/', label: 'How far is it?' },
    }),
  )

/** Opens the page while the address of its news answers with these events, or with 204. */
async function opened(t: TestContext, events: readonly string[] | undefined, javaScriptEnabled = true) {
  const server = await servePages(t, waitingPage)
  const page = await openPage(t, { javaScriptEnabled })
  const body = events?.map((event) => `${event}\n\n`).join('')
  const headers = { 'content-type': 'text/event-stream' }
  let answers = 0
  await page.route('**/news/', (route) => {
    answers += 1
    return route.fulfill(body === undefined || answers > 1 ? { status: 204 } : { headers, body })
  })
  await page.goto(server.address)
  return page
}

test('the bar and its words follow the news', async (t) => {
  const page = await opened(t, [`event: progress\ndata: {"percent":42,"words":"42 bills"}`])
  await page.getByText('42 bills').waitFor()
  assert.equal(await page.locator('progress').getAttribute('value'), '42')
})

test('at the end the page is loaded anew', async (t) => {
  const page = await opened(t, ['event: end\ndata:'])
  await page.waitForEvent('load')
  await page.getByText('10 bills').waitFor()
})

for (const [who, events, javaScriptEnabled] of [
  ['where no news is given', undefined, true],
  ['without a script', [], false],
] as const) {
  test(`${who} a link shows how far it is`, async (t) => {
    const page = await opened(t, events, javaScriptEnabled)
    await page.getByRole('link', { name: 'How far is it?' }).click()
    await page.getByText('10 bills').waitFor()
  })
}
