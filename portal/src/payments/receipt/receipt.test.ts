import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { systemActor } from '../../audit/index.ts'
import { paths } from '../../paths.ts'
import { addCustomer } from '../../sign-in/testing/people.ts'
import { signInCustomer } from '../../testing/sign-in-customer.ts'
import { startPortal } from '../../testing/start-portal.ts'
import { printIn } from '../../web/print.ts'
import { createPrinter } from '../../workshop/print-document.ts'
import { readPdf } from '../../workshop/testing/read-pdf.ts'
import { paymentByNumber } from '../queries.ts'
import { recordPayment } from '../record-payment.ts'
import { reversePayment } from '../reverse-payment.ts'
import { openAccount } from '../testing/open-account.ts'
import { printReceipt } from './print-receipt.ts'
import { showPayment } from './show-payment.ts'

async function open(t: TestContext) {
  const portal = await startPortal(t)
  const { number } = await addCustomer(portal, { name: 'Asha Rai', email: 'asha@example.com' })
  const account = await openAccount(portal, number)
  const books = { ...portal.parts, by: systemActor }
  const print = createPrinter()
  const printed = async (receipt: string) => {
    const payment = await paymentByNumber(portal.parts.db, receipt)
    assert.ok(payment)
    const shown = await showPayment(portal.parts.db, payment)
    const payer = { number, name: 'Asha Rai', address: '1 Test Street' }
    return readPdf(print(printReceipt(printIn('en', portal.parts.config), shown, payer)))
  }
  return { portal, number, account, books, printed, browser: await signInCustomer(portal, 'asha@example.com') }
}

const plain = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/[\s\u00a0\u2068\u2069]+/g, ' ')

test('a receipt says what came, how, and which bill it went to', async (t) => {
  const { browser, account, printed } = await open(t)
  const list = (await browser.get(paths.payments)).text
  assert.ok(list.includes(`href="${paths.payment(account.payment)}"`))
  const { text } = await browser.get(paths.payment(account.payment))
  assert.match(plain(text), /We received Rs 100\.00\. Thank you\..*1 March 2026.*Bank transfer.*BANK-77/)
  assert.match(plain(text), new RegExp(`Bill ${account.bill} Rs 100\\.00 Amount Rs 100\\.00`))
  const pdf = await printed(account.payment)
  const read = plain(pdf.text)
  for (const word of ['Asha Rai', account.payment, account.bill, 'Rs 100.00', 'BANK-77'])
    assert.ok(read.includes(word), word)
  assert.ok(pdf.roles.includes('Table'))
})

test('what is left of a payment is credit, on the list and on the receipt', async (t) => {
  const { browser, books, number } = await open(t)
  const paid = await recordPayment(books, {
    ...{ customer: number, amountMinor: 380_00, method: 'cash', reference: '', receivedOn: '2026-03-02' },
    uniqueKey: 'ahead',
  })
  assert.ok(paid.success)
  assert.match(plain((await browser.get(paths.payments)).text), /Rs 200\.00 in credit/)
  const { text } = await browser.get(paths.payment(paid.number))
  assert.match(plain(text), /Your credit, for the next bill Rs 200\.00 Amount Rs 380\.00/)
})

test('a receipt of a payment that was undone says so first, and counts nothing', async (t) => {
  const { browser, account, books, printed } = await open(t)
  await reversePayment(books, { payment: account.payment, reason: 'The cheque came back' })
  assert.match(plain((await browser.get(paths.payments)).text), /Undone/)
  const text = plain((await browser.get(paths.payment(account.payment))).text)
  assert.match(text, /This payment was undone on 2 March 2026.*The cheque came back/)
  assert.doesNotMatch(text, new RegExp(account.bill))
  const pdf = await printed(account.payment)
  assert.match(pdf.text, /This payment was undone/)
  assert.doesNotMatch(pdf.text, /Thank you/)
})

test('the file of a receipt is a PDF under its number', async (t) => {
  const { browser, account } = await open(t)
  const { status, headers } = await browser.get(paths.paymentFile(`${account.payment}.pdf`))
  assert.deepEqual([status, headers.get('content-type')], [200, 'application/pdf'])
  assert.match(headers.get('content-disposition') ?? '', new RegExp(`${account.payment}\\.pdf`))
})
