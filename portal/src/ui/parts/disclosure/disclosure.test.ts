import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage } from '../../../../../tools/testing/browser.ts'
import { html } from '../../html.ts'
import { page as wholePage } from '../../layout.ts'
import { servePages } from '../../testing/serve-pages.ts'
import { testNow, testView } from '../../testing/view.ts'
import type { View } from '../../view.ts'
import { lateDisclosure } from './disclosure.ts'

const late = (view: View, opensAt: number) =>
  lateDisclosure(view, { summary: 'Nothing came?', body: 'Ask again.', opensAt, said: 'There are other ways.' })
const latePage = (view: View) => wholePage(view, { title: 'Wait' }, html`${late(view, view.now + 20_000)}`)

test('one whose time has come is written open', () => {
  assert.match(String(late(testView(), testNow)), /^<details class="disclosure" open>/)
})

test('it opens when its time comes, and says so once', async (t) => {
  const server = await servePages(t, latePage)
  const page = await openPage(t)
  await page.clock.install()
  await page.goto(server.address)
  await page.clock.runFor(15_000)
  assert.equal(await page.getByText('Ask again.').isVisible(), false)
  assert.equal(await page.getByRole('status').textContent(), '')
  await page.clock.runFor(5_000)
  assert.equal(await page.getByText('Ask again.').isVisible(), true)
  assert.equal(await page.getByRole('status').textContent(), 'There are other ways.')
})

test('one that was opened by hand stays, and nothing is said', async (t) => {
  const server = await servePages(t, latePage)
  const page = await openPage(t)
  await page.clock.install()
  await page.goto(server.address)
  await page.getByText('Nothing came?').click()
  await page.clock.runFor(20_000)
  assert.equal(await page.getByText('Ask again.').isVisible(), true)
  assert.equal(await page.getByRole('status').textContent(), '')
})

test('without a script it is open from the start', async (t) => {
  const server = await servePages(t, latePage)
  const page = await openPage(t, { javaScriptEnabled: false })
  await page.goto(server.address)
  assert.equal(await page.getByText('Ask again.').isVisible(), true)
})
