import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openApprovals } from '../billing/approvals.ts'
import { issueCreditNote } from '../billing/corrections/credit-note.ts'
import { writeOff } from '../billing/corrections/write-off.ts'
import { billByNumber, billsOf } from '../billing/queries/bills.ts'
import { owedBy } from '../billing/queries/owed.ts'
import { balanceOf, statementOf } from '../billing/queries/statement.ts'
import { billPeriod } from '../billing/run/issue-run.ts'
import type { TestBooks } from '../billing/testing/open-books.ts'
import { month, openTestBooks } from '../billing/testing/open-books.ts'
import { dialects } from '../testing/databases.ts'
import { approve, decline } from './decide.ts'
import { paymentByNumber, paymentsOf, settledBy } from './queries.ts'
import { recordPayment } from './record-payment.ts'
import { refund } from './refund.ts'
import { reversePayment } from './reverse-payment.ts'

const TODAY = '2026-03-02'
let keys = 0

const pay = (books: TestBooks, customer: string, amountMinor: number, uniqueKey = `key ${++keys}`) =>
  recordPayment(books.clerk, {
    ...{ customer, amountMinor, uniqueKey },
    ...{ method: 'bank', reference: 'T-1', receivedOn: TODAY },
  })

const bill = (books: TestBooks, name: string) => billPeriod(books.system, { period: month(name), group: 'all' })

/** Number, open amount and status of a customer's bills, the oldest first. */
async function standing(books: TestBooks, customer: string) {
  const { items } = await billsOf(books.parts.db, { customerId: await books.idOf(customer), today: TODAY })
  return items.map(({ openMinor, status }) => [openMinor, status]).toReversed()
}

const balance = async (books: TestBooks, customer: string) => balanceOf(books.parts.db, await books.idOf(customer))

for (const database of dialects) {
  test(`a payment settles the oldest bill first, and sending it twice changes nothing (${database})`, async (t) => {
    const books = await openTestBooks(t, { database })
    const [asha = ''] = await books.add(1)
    await bill(books, '2026-01')
    await bill(books, '2026-02')
    assert.deepEqual(await pay(books, asha, 45_000, 'once'), { success: true, number: 'R-2026-000001' })
    const again = { success: false, reason: 'already_recorded', number: 'R-2026-000001' }
    assert.deepEqual(await pay(books, asha, 45_000, 'once'), again)
    assert.deepEqual(await standing(books, asha), [
      [0, 'paid'],
      [15_000, 'part_paid'],
    ])
    assert.equal(await balance(books, asha), 15_000)
    assert.deepEqual(await books.prove(), [])
  })

  test(`what is paid ahead is credit, and the next bill takes it (${database})`, async (t) => {
    const books = await openTestBooks(t, { database })
    const [asha = ''] = await books.add(1)
    await bill(books, '2026-01')
    await pay(books, asha, 70_000)
    assert.equal(await balance(books, asha), -40_000)
    assert.equal((await paymentByNumber(books.parts.db, 'R-2026-000001'))?.leftMinor, 40_000)
    await bill(books, '2026-02')
    await bill(books, '2026-03')
    assert.deepEqual(await standing(books, asha), [
      [0, 'paid'],
      [0, 'paid'],
      [20_000, 'part_paid'],
    ])
    const payment = await paymentByNumber(books.parts.db, 'R-2026-000001')
    assert.equal((await settledBy(books.parts.db, payment?.id ?? 0)).length, 3)
  })

  test(`a cheque that bounced opens what it had settled, once (${database})`, async (t) => {
    const books = await openTestBooks(t, { database })
    const [asha = ''] = await books.add(1)
    await bill(books, '2026-01')
    await pay(books, asha, 30_000)
    const reversed = () => reversePayment(books.clerk, { payment: 'R-2026-000001', reason: 'bounced' })
    const outcomes = await Promise.all([reversed(), reversed()])
    assert.deepEqual(outcomes.map(({ success }) => success).toSorted(), [false, true])
    assert.deepEqual(await standing(books, asha), [[30_000, 'open']])
    const { items } = await paymentsOf(books.parts.db, { customerId: await books.idOf(asha) })
    assert.deepEqual([items[0]?.isReversed, items[0]?.keptMinor, items[0]?.leftMinor], [true, 0, 0])
    assert.deepEqual(await books.prove(), [])
  })

  test(`credit is given back once a second person agrees, and at most as much as there is (${database})`, async (t) => {
    const books = await openTestBooks(t, { database })
    const [asha = ''] = await books.add(1)
    await bill(books, '2026-01')
    await pay(books, asha, 50_000)
    const entry = { method: 'bank', reference: '', reason: 'moved away' } as const
    const ask = (amountMinor: number, uniqueKey: string) =>
      refund(books.clerk, { payment: 'R-2026-000001', amountMinor, uniqueKey, ...entry })
    assert.deepEqual(await ask(20_001, 'more'), { success: false, reason: 'more_than_left' })
    const first = await ask(20_000, 'first')
    const second = await ask(15_000, 'second')
    assert.ok(first.success && 'awaits' in first && second.success && 'awaits' in second)
    assert.deepEqual(await ask(20_000, 'first'), first)
    assert.equal((await openApprovals(books.parts.db)).length, 2)
    assert.deepEqual(await approve(books.clerk, first.awaits), { success: false, reason: 'same_person' })
    assert.equal(await balance(books, asha), -20_000)
    const both = await Promise.all([approve(books.second, first.awaits), approve(books.second, first.awaits)])
    assert.deepEqual(both.map(({ success }) => success).toSorted(), [false, true])
    // What is left no longer suffices; it may still be declined.
    assert.deepEqual(await approve(books.second, second.awaits), { success: false, reason: 'more_than_left' })
    assert.deepEqual(await decline(books.second, second.awaits), { success: true })
    assert.equal(await balance(books, asha), 0)
    assert.deepEqual(await reversePayment(books.clerk, { payment: 'R-2026-000001', reason: '' }), {
      success: false,
      reason: 'already_refunded',
    })
    assert.deepEqual(await books.prove(), [])
  })

  test(`what was paid of a bill that is credited settles the next one (${database})`, async (t) => {
    const books = await openTestBooks(t, { database })
    const [asha = ''] = await books.add(1)
    await bill(books, '2026-01')
    await pay(books, asha, 30_000)
    await bill(books, '2026-02')
    const note = { bill: 'B-2026-000001', reason: 'not served', uniqueKey: 'note' }
    const credited = await issueCreditNote(books.clerk, { ...note, extent: { whole: 'kept' } })
    assert.deepEqual(credited, { success: true, number: 'N-2026-000001' })
    assert.deepEqual(await standing(books, asha), [
      [0, 'credited'],
      [0, 'paid'],
    ])
    const more = { ...note, uniqueKey: 'more', extent: { parts: [{ position: 1, totalMinor: 1 }] } }
    assert.deepEqual(await issueCreditNote(books.clerk, more), { success: false, reason: 'wrong_parts' })
    assert.deepEqual(await bill(books, '2026-01'), { success: true, issued: 0 })
    assert.deepEqual(await books.prove(), [])
  })

  test(`a bill that was wrong is taken back with its days, and issued anew (${database})`, async (t) => {
    const books = await openTestBooks(t, { database })
    const [asha = ''] = await books.add(1)
    await bill(books, '2026-01')
    const extent = { whole: 'released' } as const
    await issueCreditNote(books.clerk, { bill: 'B-2026-000001', extent, reason: 'wrong plan', uniqueKey: 'note' })
    assert.deepEqual(await bill(books, '2026-01'), { success: true, issued: 1 })
    assert.deepEqual(await bill(books, '2026-01'), { success: true, issued: 0 })
    assert.deepEqual(await standing(books, asha), [
      [0, 'credited'],
      [30_000, 'open'],
    ])
    assert.deepEqual(await books.prove(), [])
  })
}

test('a large write-off waits for a second person, and a small one does not', async (t) => {
  const books = await openTestBooks(t)
  const [asha = '', hotel = ''] = [...(await books.add(1)), ...(await books.add(1, { type: 'hotel' }))]
  await bill(books, '2026-01')
  await bill(books, '2026-02')
  const small = { bill: 'B-2026-000001', amountMinor: 10_000, reason: 'gone', uniqueKey: 'small' }
  assert.deepEqual(await writeOff(books.clerk, small), { success: true })
  await pay(books, asha, 20_000)
  assert.deepEqual((await standing(books, asha))[0], [0, 'paid'])
  await books.parts.db.updateTable('books').set({ second_person_above_minor: 99_999 }).execute()
  const large = { bill: 'B-2026-000002', amountMinor: 100_000, reason: 'gone', uniqueKey: 'large' }
  assert.deepEqual(await writeOff(books.system, large), { success: false, reason: 'needs_second_person' })
  const asked = await writeOff(books.clerk, large)
  assert.ok(asked.success && 'awaits' in asked)
  // It is paid meanwhile: nothing is left to write off.
  await pay(books, hotel, 100_000)
  assert.deepEqual(await approve(books.second, asked.awaits), { success: false, reason: 'more_than_open' })
  assert.deepEqual(await books.prove(), [])
})

test('a statement runs from balance to balance, and closes with what is owed', async (t) => {
  const books = await openTestBooks(t)
  const [asha = ''] = await books.add(1)
  await bill(books, '2026-01')
  await pay(books, asha, 10_000)
  const { db } = books.parts
  const customerId = await books.idOf(asha)
  const statement = await statementOf(db, customerId, { from: '2026-03-01', until: '2026-04-01' })
  assert.deepEqual(
    statement.lines.map(({ kind, number, amountMinor, balanceMinor }) => [kind, number, amountMinor, balanceMinor]),
    [
      ['bill', 'B-2026-000001', 30_000, 30_000],
      ['payment', 'R-2026-000001', -10_000, 20_000],
    ],
  )
  assert.equal(statement.closingMinor, await balance(books, asha))
  const later = await statementOf(db, customerId, { from: '2026-04-01', until: '2026-05-01' })
  assert.deepEqual(later, { openingMinor: 20_000, lines: [], closingMinor: 20_000 })
})

test('what is owed is due by the day of the oldest open bill, and overdue from the day after', async (t) => {
  const books = await openTestBooks(t)
  const [asha = ''] = await books.add(1)
  await bill(books, '2026-01')
  await pay(books, asha, 12_000)
  const { db } = books.parts
  assert.deepEqual(await owedBy(db, await books.idOf(asha)), { balanceMinor: 18_000, dueOn: '2026-03-16' })
  const due = await billByNumber(db, 'B-2026-000001', '2026-03-16')
  const overdue = await billByNumber(db, 'B-2026-000001', '2026-03-17')
  assert.deepEqual([due?.status, overdue?.status], ['part_paid', 'overdue'])
})

test('a payment is above zero, and not of tomorrow', async (t) => {
  const books = await openTestBooks(t)
  const [asha = ''] = await books.add(1)
  assert.deepEqual(await pay(books, asha, 0), { success: false, reason: 'not_above_zero' })
  const money = { amountMinor: 1, method: 'cash', reference: '', uniqueKey: 'key' } as const
  const tomorrow = await recordPayment(books.clerk, { customer: asha, ...money, receivedOn: '2026-03-03' })
  assert.deepEqual(tomorrow, { success: false, reason: 'in_future' })
  assert.deepEqual(await pay(books, 'C-99', 1), { success: false, reason: 'unknown_customer' })
})
