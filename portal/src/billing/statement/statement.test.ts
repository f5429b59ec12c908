import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { systemActor } from '../../audit/index.ts'
import { paths } from '../../paths.ts'
import { recordPayment } from '../../payments/record-payment.ts'
import { openAccount } from '../../payments/testing/open-account.ts'
import { addCustomer } from '../../sign-in/testing/people.ts'
import { signInCustomer } from '../../testing/sign-in-customer.ts'
import { startPortal } from '../../testing/start-portal.ts'
import { printIn } from '../../web/print.ts'
import { createPrinter } from '../../workshop/print-document.ts'
import { readPdf } from '../../workshop/testing/read-pdf.ts'
import { statementOf } from '../queries/statement.ts'
import { printStatement } from './print-statement.ts'
import { readSpan } from './statement-span.ts'

/** Asha, who was billed 300.00, paid 100.00, had 20.00 taken back, and today paid 380.00: 200.00 in advance. */
async function open(t: TestContext) {
  const portal = await startPortal(t)
  const { id, number } = await addCustomer(portal, { name: 'Asha', email: 'asha@example.com' })
  const account = await openAccount(portal, number)
  const paid = await recordPayment(
    { ...portal.parts, by: systemActor },
    {
      ...{ customer: number, amountMinor: 380_00, method: 'cash', reference: '=cmd', receivedOn: '2026-03-02' },
      uniqueKey: 'ahead',
    },
  )
  assert.ok(paid.success)
  return { portal, id, account, paid: paid.number, browser: await signInCustomer(portal, 'asha@example.com') }
}

const plain = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/[\s\u00a0]+/g, ' ')

test('a statement has what was there, each entry with the balance after it, and what is there: credit by its name', async (t) => {
  const { browser, account } = await open(t)
  const { text } = await browser.get(paths.statement)
  assert.match(
    plain(text),
    /Balance at the start Rs 0\.00 Balance at the end Rs 200\.00 in credit.*Payment R-\S+ 1 March 2026 -Rs 100\.00 Rs 100\.00 in credit Bill B-\S+ 2 March 2026 Rs 300\.00 Rs 200\.00.*-Rs 380\.00 Rs 200\.00 in credit/,
  )
  for (const path of [paths.bill(account.bill), paths.payment(account.payment), paths.creditNote(account.creditNote)])
    assert.ok(text.includes(`href="${path}"`), path)
})

test('a statement of some days begins with the balance before them', async (t) => {
  const { browser, account } = await open(t)
  const { text } = await browser.get(`${paths.statement}?from=2026-03-02&to=2026-03-02`)
  assert.match(plain(text), /Balance at the start Rs 100\.00 in credit/)
  assert.doesNotMatch(text, new RegExp(account.payment))
  const empty = await browser.get(`${paths.statement}?from=2025-01-01&to=2025-12-31`)
  assert.match(plain(empty.text), /No entries yet/)
})

test('days that make no span are refused beside their field, and what was typed stays', async (t) => {
  const { browser } = await open(t)
  for (const [query, words] of [
    ['from=yesterday', /Enter a day/],
    ['from=2026-02-30', /Enter a day/],
    ['from=2026-03-02&to=2026-03-01', /must not come before/],
    ['from=1900-01-01&to=2026-03-01', /ten years/],
  ] as const) {
    const { status, text } = await browser.get(`${paths.statement}?${query}`)
    assert.equal(status, 422, query)
    assert.match(text, words, query)
    assert.ok(text.includes(`value="${new URLSearchParams(query).get('from')}"`))
    assert.equal((await browser.get(`${paths.statementFile('statement.csv')}?${query}`)).status, 422)
  }
})

test('without days it is the present year until today', () => {
  assert.deepEqual(readSpan({}, '2026-03-02'), { success: true, span: { from: '2026-01-01', to: '2026-03-02' } })
})

test('the file for spreadsheets has plain decimals, and ends with the balance', async (t) => {
  const { browser, account, paid } = await open(t)
  const { headers, text } = await browser.get(paths.statementFile('statement.csv'))
  assert.match(headers.get('content-disposition') ?? '', /statement-2026-01-01-2026-03-02\.csv/)
  assert.equal(
    text.replace('\ufeff', ''),
    [
      'Day,Entry,Number,Amount,Balance,Currency',
      '2026-01-01,Balance at the start,,,0.00,NPR',
      `2026-03-01,Payment,${account.payment},-100.00,-100.00,NPR`,
      `2026-03-02,Bill,${account.bill},300.00,200.00,NPR`,
      `2026-03-02,Credit note,${account.creditNote},-20.00,180.00,NPR`,
      `2026-03-02,Payment,${paid},-380.00,-200.00,NPR`,
      '2026-03-02,Balance at the end,,,-200.00,NPR',
      '',
    ].join('\r\n'),
  )
})

test('a printed statement is a table that is read line by line', async (t) => {
  const { portal, id, account, browser } = await open(t)
  const { db, config, clock } = portal.parts
  const span = { from: '2026-01-01', to: '2026-03-02' }
  const document = printStatement(printIn('en', config), {
    ...{ span, statement: await statementOf(db, id, { from: span.from, until: '2026-03-03' }), currency: 'NPR' },
    customer: { number: 'T-1', name: 'Asha', address: '1 Test Street' },
    ...{ now: clock.now(), timeZone: config.timeZone },
  })
  const { text, roles } = await readPdf(createPrinter()(document))
  const flat = text.replaceAll(/[\s\u00a0]+/g, ' ')
  assert.match(flat, new RegExp(`${account.payment}.*${account.bill}.*Balance at the end Rs 200\\.00 in credit`))
  for (const role of ['Table', 'TH', 'TD']) assert.ok(roles.includes(role), role)
  const { headers } = await browser.get(paths.statementFile('statement.pdf'))
  assert.equal(headers.get('content-type'), 'application/pdf')
  assert.equal((await browser.get(paths.statementFile('other.pdf'))).status, 404)
})
