import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { Dialect } from '../../db/dialect.ts'
import { recordPayment } from '../../payments/record-payment.ts'
import { dialects } from '../../testing/databases.ts'
import { issueCreditNote } from '../corrections/credit-note.ts'
import { issueBill } from '../issue/issue-bill.ts'
import { billPeriod } from '../run/issue-run.ts'
import type { TestBooks } from '../testing/open-books.ts'
import { month, openTestBooks } from '../testing/open-books.ts'

const march = { period: month('2026-03'), group: 'all' } as const

const onBoth = (title: string, run: (t: TestContext, database: Dialect) => Promise<void>) => {
  for (const database of dialects) test(`${title} (${database})`, (t) => run(t, database))
}

/** Gives a customer an address to be told at. */
async function reach(books: TestBooks, number: string, language = 'en') {
  const { db, clock } = books.parts
  const [customer_id, address] = [await books.idOf(number), `${number.toLowerCase()}@example.com`]
  const contact = {
    customer_id,
    kind: 'email',
    address,
    contact: address,
    may_sign_in: 1,
    created_at: clock.now(),
  } as const
  await db.insertInto('customer_contact').values(contact).execute()
  await db.updateTable('customer').set({ language }).where('id', '=', customer_id).execute()
  return address
}

onBoth(
  'each bill of a run is told of once, to whoever can be reached, and the others are known',
  async (t, database) => {
    const books = await openTestBooks(t, { database })
    const numbers = await books.add(61)
    for (const number of numbers.slice(0, 60)) await reach(books, number)
    const issued = await billPeriod(books.system, march)
    assert.ok(issued.success)
    await billPeriod(books.system, march)
    const told = await books.messages()
    assert.deepEqual([told.length, new Set(told.map(({ to }) => to)).size], [60, 60])
    assert.match(told[0]?.text ?? '', /B-2026-0000\d\d and comes to Rs.300\.00/)
    const { db } = books.parts
    const untold = await db
      .selectFrom('untold_bill')
      .innerJoin('bill', 'bill.id', 'untold_bill.bill_id')
      .select('customer_number')
      .execute()
    assert.deepEqual(
      untold.map(({ customer_number }) => customer_number),
      [numbers[60]],
    )
    assert.equal((await db.selectFrom('billing_run').select('untold').orderBy('id').executeTakeFirst())?.untold, 1)
  },
)

test('a customer who gets bills by post is told of none, and nobody has to be found', async (t) => {
  const books = await openTestBooks(t)
  const [number = ''] = await books.add(1)
  await books.parts.db.updateTable('customer').set({ bills_on_paper: 1 }).where('number', '=', number).execute()
  await billPeriod(books.system, march)
  assert.deepEqual(await books.parts.db.selectFrom('untold_bill').selectAll().execute(), [])
})

test('a bill that is not issued after all is told of to nobody', async (t) => {
  const books = await openTestBooks(t)
  await reach(books, (await books.add(1))[0] ?? '')
  const dying: TestBooks['parts']['change'] = (step) =>
    books.parts.change(async (trx, commit) => {
      await step(trx, commit)
      if (await trx.selectFrom('bill').select('id').executeTakeFirst()) throw new Error('killed')
      return step(trx, commit)
    })
  await assert.rejects(billPeriod({ ...books.system, change: dying }, march), /killed/)
  assert.deepEqual(await books.messages(), [])
})

/** A bill that waits for the morning: what is said of it is decided then. */
async function overnight(t: TestContext) {
  const books = await openTestBooks(t, { settings: { QUIET_HOURS: '21:00-08:00' } })
  const [number = ''] = await books.add(1)
  await reach(books, number)
  books.clock.advance(untilHour(books, 22))
  const issued = await issueBill(books.clerk, { customer: number, period: march.period })
  assert.ok(issued.success)
  assert.deepEqual(await books.messages(), [])
  const morning = async () => {
    books.clock.advance(11 * HOUR)
    await books.parts.courier.sweep()
    return books.messages()
  }
  const pay = (amountMinor: number) =>
    recordPayment(books.clerk, {
      ...{ customer: number, amountMinor, method: 'cash', reference: '', receivedOn: '2026-03-02' },
      uniqueKey: String(amountMinor),
    })
  return { books, number, bill: issued.bill.number, morning, pay }
}

const HOUR = 3_600_000

function untilHour({ clock, parts }: TestBooks, hour: number): number {
  const now = Temporal.Instant.fromEpochMilliseconds(clock.now()).toZonedDateTimeISO(parts.config.timeZone)
  return now.with({ hour, minute: 0, second: 0, millisecond: 0 }).epochMilliseconds - clock.now()
}

test('the message of a bill waits for the morning, and has the balance of that moment', async (t) => {
  const { bill, morning, pay } = await overnight(t)
  await pay(10_000)
  const [message] = await morning()
  assert.match(message?.text ?? '', /comes to Rs.300\.00/)
  assert.match(message?.text ?? '', /pay Rs.200\.00 by 16 March 2026/)
  assert.match(message?.text ?? '', /In all you have Rs.200\.00 to pay now/)
  assert.match(message?.text ?? '', new RegExp(`http://localhost:3000/bills/${bill}/`))
})

test('a bill that is paid meanwhile is told of as paid', async (t) => {
  const { morning, pay } = await overnight(t)
  await pay(35_000)
  const [message] = await morning()
  assert.match(message?.text ?? '', /paid already.*Rs.50\.00 in credit/s)
  assert.doesNotMatch(message?.text ?? '', /Please pay/)
})

test('nothing is sent of a bill that was taken back as a whole', async (t) => {
  const { books, bill, morning } = await overnight(t)
  await issueCreditNote(books.clerk, { bill, extent: { whole: 'kept' }, reason: 'wrong', uniqueKey: 'n' })
  assert.deepEqual(await morning(), [])
})
