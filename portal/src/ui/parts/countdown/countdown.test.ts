import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage } from '../../../../../tools/testing/browser.ts'
import { html } from '../../html.ts'
import { page as wholePage } from '../../layout.ts'
import { servePages } from '../../testing/serve-pages.ts'
import { testNow, testView } from '../../testing/view.ts'
import type { View } from '../../view.ts'
import { button } from '../button/button.ts'
import { postForm } from '../form/form.ts'
import { countdown } from './countdown.ts'

const sentences = {
  standing: 'ui.sample.countdownStanding',
  running: 'ui.sample.countdownRunning',
  over: 'ui.sample.countdownOver',
} as const

test('without a script it names the time of day, which stays true', () => {
  const written = String(countdown(testView(), { until: testNow + 27_000, ...sentences }))
  assert.match(written, /<p data-countdown-standing>[^<]*<time datetime="2026-03-04T09:05:27.000Z">14:50<\/time>/)
  assert.match(written, /<p data-countdown-running hidden>/)
})

test('one that is over only says so', () => {
  const written = String(countdown(testView(), { until: testNow, ...sentences }))
  assert.equal(written, '<p class="countdown">You can ask for another now.</p>')
})

const waitingPage = (view: View) =>
  wholePage(
    view,
    { title: 'Wait' },
    html`${countdown(view, { until: view.now + 90_000, holds: 'again', toldAtSeconds: [60, 10], ...sentences })}
${postForm(view, { action: '/again/' }, button({ label: 'Again', id: 'again' }))}`,
  )

test('the clock runs, the button waits, and a screen reader hears of it at the chosen moments alone', async (t) => {
  const server = await servePages(t, waitingPage)
  const page = await openPage(t)
  await page.clock.install()
  await page.goto(server.address)
  const voice = page.locator('[data-countdown-voice]')
  assert.equal(await page.textContent('[data-countdown-clock]'), '1:30')

  await page.click('#again', { force: true })
  assert.equal(await voice.textContent(), 'You can ask for another in 1:30.')
  assert.deepEqual(server.received, [])

  await page.clock.runFor(29_000)
  assert.equal(await page.textContent('[data-countdown-clock]'), '1:01')
  assert.equal(await voice.textContent(), 'You can ask for another in 1:30.')
  await page.clock.runFor(1_000)
  assert.equal(await voice.textContent(), 'One minute left.')
  await page.clock.runFor(50_000)
  assert.equal(await voice.textContent(), '10 seconds left.')
  await page.clock.runFor(10_000)
  assert.equal(await voice.textContent(), 'You can ask for another now.')

  await page.click('#again')
  await page.waitForURL('**/again/')
  assert.equal(server.received.length, 1)
})

test('a phone that slept wakes up with the right time', async (t) => {
  const server = await servePages(t, waitingPage)
  const page = await openPage(t)
  await page.clock.install()
  await page.goto(server.address)
  await page.clock.fastForward(85_000)
  await page.clock.runFor(1_000)
  assert.equal(await page.textContent('[data-countdown-clock]'), '0:04')
  assert.equal(await page.textContent('[data-countdown-voice]'), '10 seconds left.')
})
