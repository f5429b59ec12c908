import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Row } from '@kerbside/otp'
import type { Dialect } from '../../db/dialect.ts'
import { recordPayment } from '../../payments/record-payment.ts'
import type { Running } from '../../testing/command.ts'
import { startProgram } from '../../testing/command.ts'
import { dialects } from '../../testing/databases.ts'
import type { TestBooks } from '../testing/open-books.ts'
import { openTestBooks } from '../testing/open-books.ts'
import { runById } from './runs.ts'

const CUSTOMERS = 1300
const MONTH = '2026-01'

/** Books of many, most of whom can be reached, some of whom have paid ahead. */
async function openFilled(t: TestContext, database: Dialect): Promise<TestBooks> {
  const books = await openTestBooks(t, { database })
  const numbers = await books.add(CUSTOMERS)
  const { db, clock } = books.parts
  const customers = await db.selectFrom('customer').select('id').orderBy('id').execute()
  const contacts = customers.slice(0, CUSTOMERS - 50).map(({ id }) => {
    const address = `c${id}@example.com`
    return {
      customer_id: id,
      address,
      contact: address,
      kind: 'email',
      may_sign_in: 1,
      created_at: clock.now(),
    } as const
  })
  for (let at = 0; at < contacts.length; at += 500) {
    await db
      .insertInto('customer_contact')
      .values(contacts.slice(at, at + 500))
      .execute()
  }
  for (const customer of numbers.filter((_, at) => at % 40 === 0)) {
    const money = { amountMinor: 12_345, method: 'cash', reference: '', receivedOn: '2026-03-01' } as const
    await recordPayment(books.clerk, { customer, ...money, uniqueKey: customer })
  }
  return books
}

const program = fileURLToPath(new URL('../testing/billing-process.ts', import.meta.url))

/** A process of its own that bills the month. */
function startBilling(t: TestContext, { parts, clock }: TestBooks, laterMs = 0): Running {
  const { databaseUrl, timeZone, defaultCurrency, publicUrl } = parts.config
  const settings = {
    DATABASE_URL: databaseUrl.dialect === 'sqlite' ? `sqlite:${databaseUrl.file}` : databaseUrl.url,
    ...{ TIME_ZONE: timeZone, DEFAULT_CURRENCY: defaultCurrency, PUBLIC_URL: publicUrl.origin },
    ...{ EMAIL_BACKEND: 'file', MESSAGE_FILE: '/dev/null' },
  }
  const args = ['--conditions=kerbside-source', program, JSON.stringify(settings), String(clock.now() + laterMs), MONTH]
  return startProgram(t, process.execPath, args)
}

/** All that a run leaves behind, save how far its messages are and the random ids of these and of events: a line for each row. */
async function content({ parts: { database } }: TestBooks): Promise<readonly string[]> {
  const statements = [
    'SELECT * FROM bill ORDER BY id',
    'SELECT * FROM bill_line ORDER BY bill_id, position',
    'SELECT * FROM allocation ORDER BY id',
    'SELECT * FROM counter ORDER BY name',
    'SELECT * FROM untold_bill ORDER BY bill_id',
    'SELECT * FROM billing_run ORDER BY id',
    `SELECT kind, reference, channel, address, locale, not_after, created_at FROM outbox
      ORDER BY unique_key`,
    "SELECT at, name, subject, details FROM audit_event WHERE name LIKE 'bills%' ORDER BY at",
  ]
  const rows: string[] = []
  for (const sql of statements) for (const row of await database.store.all(sql)) rows.push(lineOf(row))
  return rows
}

const lineOf = (row: Row): string =>
  Object.entries(row)
    .map(([name, value]) => `${name}=${value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value}`)
    .join(' ')

const isDone = async ({ parts }: TestBooks) => (await runById(parts.db, 1))?.state === 'done'

for (const database of dialects) {
  test(`a run killed again and again equals one that was not, byte for byte (${database})`, async (t) => {
    const [whole, killed] = [await openFilled(t, database), await openFilled(t, database)]
    const { stdout, stderr } = await startBilling(t, whole).ended
    assert.equal(stderr, '')
    assert.match(stdout, new RegExp(`^${CUSTOMERS} issued$`, 'm'))
    const moments: number[] = []
    // A signal may come between the last commit and the end of its process.
    while (!(await isDone(killed))) {
      const process = startBilling(t, killed)
      const moment = randomInt(1, 6)
      moments.push(moment)
      // Counts what the process says: it is in the middle of the next batch when the signal comes.
      const died = await Promise.race([
        process.line(new RegExp(`(?:(?:composed|committed)\\n){${moment}}`)).then(() => true),
        process.ended.then(() => false),
      ])
      if (died) process.kill('SIGKILL')
      assert.equal((await process.ended).stderr, '')
      assert.ok(moments.length < 50, 'a run gets on')
    }
    t.diagnostic(`killed after ${moments.join(', ')} words`)
    assert.deepEqual(await content(killed), await content(whole))
    assert.deepEqual(await killed.prove(), [])
  })

  test(`two processes that bill a month together issue each bill once (${database})`, async (t) => {
    const books = await openFilled(t, database)
    const ended = await Promise.all([0, 60_000].map((laterMs) => startBilling(t, books, laterMs).ended))
    const issued = ended.map(({ stdout }) => Number(/^(\d+) issued$/m.exec(stdout)?.[1]))
    assert.equal(
      issued.reduce((sum, one) => sum + one, 0),
      CUSTOMERS,
    )
    const { db } = books.parts
    const bills = await db.selectFrom('bill').select('customer_id').distinct().execute()
    const told = await db.selectFrom('outbox').select('reference').where('kind', '=', 'bill').execute()
    assert.deepEqual([bills.length, told.length], [CUSTOMERS, CUSTOMERS - 50])
    assert.deepEqual(await books.prove(), [])
  })
}
