import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { systemActor } from '../../audit/index.ts'
import type { Locale } from '../../locales/index.ts'
import { paths } from '../../paths.ts'
import { recordPayment } from '../../payments/record-payment.ts'
import { openAccount } from '../../payments/testing/open-account.ts'
import { addCustomer } from '../../sign-in/testing/people.ts'
import { signInCustomer } from '../../testing/sign-in-customer.ts'
import { startPortal } from '../../testing/start-portal.ts'
import { printIn } from '../../web/print.ts'
import { createPrinter } from '../../workshop/print-document.ts'
import { readPdf } from '../../workshop/testing/read-pdf.ts'
import { checkAddress } from '../check/seal.ts'
import { issueBill } from '../issue/issue-bill.ts'
import { billByNumber } from '../queries/bills.ts'
import { month } from '../testing/open-books.ts'
import { printBill } from './print-bill.ts'
import { showBill } from './show-bill.ts'

const print = createPrinter()

const settings = {
  OPERATOR_NAME: 'Green Valley Waste',
  OPERATOR_ADDRESS: '1 Depot Road|Kathmandu',
  PAYMENT_INSTRUCTIONS: 'At any counter|Bank NB 123',
}

/** A customer of this name, with a bill of February. */
async function open(t: TestContext, name: string) {
  const portal = await startPortal(t, { settings })
  const { number } = await addCustomer(portal, { name, email: 'asha@example.com' })
  const account = await openAccount(portal, number)
  const { parts } = portal
  const printed = async (language: Locale, billNumber = account.bill) => {
    const bill = await billByNumber(parts.db, billNumber, '2026-03-02')
    assert.ok(bill)
    const shown = await showBill(parts.db, bill)
    const address = await checkAddress(parts, bill.number)
    return print(printBill(printIn(language, parts.config), { shown, checkAddress: address, config: parts.config }))
  }
  return { portal, parts, number, account, printed }
}

const spaces = (text: string) => text.replaceAll(/[\s\u00a0]+/g, ' ')

test('a printed bill is read in order: who, what to pay, each line, the account, how to pay', async (t) => {
  const { number, account, printed } = await open(t, 'Asha Rai')
  const pdf = await readPdf(await printed('en'))
  const text = spaces(pdf.text)
  const order = [
    'Green Valley Waste',
    'Asha Rai',
    'Bill for February 2026',
    'Please pay Rs 300.00 by 16 March 2026.',
    account.bill,
    number,
    'Collection for a household',
    '1 – 28 February 2026, the whole month.',
    'New charges',
    'Previous balance',
    'Total due',
    'How to pay',
    'Bank NB 123',
  ]
  const places = order.map((piece) => text.indexOf(piece))
  assert.ok(!places.includes(-1), `${order[places.indexOf(-1)]} in ${text}`)
  assert.deepEqual(
    places,
    places.toSorted((one, other) => one - other),
  )
  assert.equal(pdf.title, `Bill ${account.bill}`)
  for (const role of ['H1', 'H2', 'Table', 'TH', 'TD', 'Figure']) assert.ok(pdf.roles.includes(role), role)
  assert.deepEqual(pdf.alternatives, ['QR code of a page that confirms this bill'])
})

const inLanguages = [
  { language: 'en', name: 'Asha Rai', words: ['Bill for February 2026', 'How to pay'] },
  { language: 'ne', name: 'सीता शर्मा', words: ['कसरी तिर्ने', 'घरायसी संकलन'] },
  { language: 'ar', name: 'محمد القحطاني', words: ['كيف تدفع', 'الرسوم الجديدة'] },
] as const

for (const { language, name, words } of inLanguages) {
  test(`a bill of ${language} holds name, number and amount as text`, async (t) => {
    const { account, printed } = await open(t, name)
    const { text, pieces } = await readPdf(await printed(language))
    for (const word of [name, ...words]) assert.ok(spaces(text).includes(word.normalize('NFC')), `${word} in ${text}`)
    assert.ok(pieces.includes(account.bill), pieces)
    assert.match(text, /300[.,]00/)
  })
}

test('a bill is the same file whatever became of it since, and says what it said when it was issued', async (t) => {
  const { portal, number, printed } = await open(t, 'Asha Rai')
  const before = await printed('en')
  portal.clock.advance(1000)
  const books = { ...portal.parts, by: systemActor }
  await recordPayment(books, {
    ...{ customer: number, amountMinor: 500_00, method: 'cash', reference: '', receivedOn: '2026-02-01' },
    uniqueKey: 'later',
  })
  assert.ok(Buffer.from(before).equals(Buffer.from(await printed('en'))))
  assert.doesNotMatch((await readPdf(before)).text, /Paid|Settled|BANK-77/)
})

test('a bill of a customer who paid ahead asks for nothing, and names the credit', async (t) => {
  const { portal, number, printed } = await open(t, 'Asha Rai')
  const books = { ...portal.parts, by: systemActor }
  portal.clock.advance(1000)
  await recordPayment(books, {
    ...{ customer: number, amountMinor: 680_00, method: 'cash', reference: '', receivedOn: '2026-03-02' },
    uniqueKey: 'ahead',
  })
  portal.clock.advance(1000)
  const issued = await issueBill(books, { customer: number, period: month('2026-03') })
  assert.ok(issued.success)
  const text = spaces((await readPdf(await printed('en', issued.bill.number))).text)
  assert.match(text, /There is nothing to pay: you have Rs 200\.00 in credit\./)
  assert.match(text, /Previous balance Rs 300\.00 Payments since then -Rs 780\.00 Corrections since then -Rs 20\.00/)
})

test('the file is served to its customer, under its number, and nobody on the way keeps it', async (t) => {
  const { portal, account } = await open(t, 'Asha Rai')
  const browser = await signInCustomer(portal, 'asha@example.com')
  const { status, headers, text } = await browser.get(paths.billFile(`${account.bill}.pdf`))
  assert.deepEqual(
    [status, headers.get('content-type'), headers.get('cache-control'), headers.get('content-disposition')],
    [200, 'application/pdf', 'private, no-store', `inline; filename="${account.bill}.pdf"`],
  )
  assert.ok(text.startsWith('%PDF-'))
  for (const name of [account.bill, `${account.bill}.txt`, `${account.bill}.pdf.pdf`, '.pdf'])
    assert.equal((await browser.get(paths.billFile(name))).status, 404, name)
})

test('when too many documents are being made, the answer says when to come back', async (t) => {
  const { portal, account } = await open(t, 'Asha Rai')
  const browser = await signInCustomer(portal, 'asha@example.com')
  await portal.parts.workshop.close()
  const { status, headers } = await browser.get(paths.billFile(`${account.bill}.pdf`))
  assert.deepEqual([status, headers.get('retry-after')], [503, '10'])
})
