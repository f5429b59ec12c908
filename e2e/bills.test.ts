import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { paths } from '../portal/src/paths.ts'
import { readPdf } from '../portal/src/workshop/testing/read-pdf.ts'
import { runPortal } from './running-portal.ts'
import { signIn } from './sign-in.ts'
import { visit } from './visit.ts'

const portal = await runPortal({ after }, { PAYMENT_INSTRUCTIONS: 'At any counter of ours' })

test('a customer sees what is owed, finds the bill, reads why it changed, and opens it on paper', async (t) => {
  const page = await visit(t, portal, { acceptDownloads: true })
  await signIn(page, portal, 'customer@demo.example')
  assert.match(await wordsOf(page), /387\.50 to pay Please pay by/)
  await page.click(`a[href="${paths.bills}?show=open"]`)
  await page.click('main table a')
  await page.waitForURL((url) => url.pathname.startsWith('/bills/B-'))
  const words = await wordsOf(page)
  assert.match(words, /The price was \S+300\.00 and is \S+312\.50 since/)
  assert.match(words, /Garden waste ?Only on this bill\. ?\+\S+75\.00 Difference in all ?\+\S+87\.50/)
  assert.match(words, /At any counter of ours/)
  const number = new URL(page.url()).pathname.split('/')[2] ?? ''
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('main .page-actions a')])
  assert.equal(download.suggestedFilename(), `${number}.pdf`)
  const pdf = await readPdf(await readFile(await download.path()))
  assert.match(pdf.text, new RegExp(number))
  assert.match(pdf.text, /Asha Rai \(demo\)/)
  assert.ok(pdf.roles.includes('Table'))
})

test('a customer finds the receipt of a payment, and takes the statement home', async (t) => {
  const page = await visit(t, portal, { acceptDownloads: true })
  await signIn(page, portal, 'hotel@demo.example')
  assert.match(await wordsOf(page), /a favor/)
  await page.goto(paths.payments)
  await page.click('main table a')
  await page.waitForURL((url) => url.pathname.startsWith('/payments/R-'))
  assert.match(await wordsOf(page), /Saldo a su favor/)
  await page.goto(paths.statement)
  const csv = `a[href*="${paths.statementFile('statement.csv')}"]`
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(csv)])
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
  assert.match(lines.at(-1) ?? '', /^[\d-]{10},Saldo al final,,,-\d+\.\d\d,USD$/)
})

/** What a page says, on one line. */
const wordsOf = async (page: Page): Promise<string> =>
  (await page.locator('main').textContent())?.replaceAll(/[\s\u2068\u2069]+/g, ' ') ?? ''
