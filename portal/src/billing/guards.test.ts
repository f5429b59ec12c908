import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { recordPayment } from '../payments/record-payment.ts'
import { reversePayment } from '../payments/reverse-payment.ts'
import { dialects } from '../testing/databases.ts'
import { issueCreditNote } from './corrections/credit-note.ts'
import { writeOff } from './corrections/write-off.ts'
import { billPeriod } from './run/issue-run.ts'
import { addTaxRate } from './services/taxes.ts'
import type { TestBooks } from './testing/open-books.ts'
import { month, openTestBooks } from './testing/open-books.ts'

const changes = {
  plan_price: 'price_minor = 1',
  tax_rate_value: 'basis_points = 1',
  bill: 'total_minor = 0',
  bill_line: 'net_minor = 0',
  credit_note: "reason = ''",
  credit_note_line: 'net_minor = 0',
  write_off: 'amount_minor = 1',
  payment: 'amount_minor = 1',
  reversal: "reason = ''",
  allocation: 'amount_minor = 1',
}

/** Books with a row in each table that only grows. */
async function fullBooks(books: TestBooks): Promise<void> {
  const [first = '', second = ''] = await books.add(2)
  await addTaxRate(books.clerk, { name: 'VAT', fromOn: '2026-01-01', basisPoints: 1300 })
  await billPeriod(books.system, { period: month('2026-01'), group: 'all' })
  const money = { amountMinor: 10_000, method: 'cheque', reference: '12', receivedOn: '2026-03-01' } as const
  await recordPayment(books.clerk, { customer: first, ...money, uniqueKey: 'one' })
  await recordPayment(books.clerk, { customer: second, ...money, uniqueKey: 'two' })
  await reversePayment(books.clerk, { payment: 'R-2026-000002', reason: 'bounced' })
  const extent = { parts: [{ position: 1, totalMinor: 1000 }] }
  await issueCreditNote(books.clerk, { bill: 'B-2026-000001', extent, reason: 'missed', uniqueKey: 'note' })
  await writeOff(books.clerk, { bill: 'B-2026-000001', amountMinor: 500, reason: 'gone', uniqueKey: 'off' })
}

for (const database of dialects) {
  test(`the database refuses to change, delete or replace what is in the books (${database})`, async (t) => {
    const books = await openTestBooks(t, { database })
    await fullBooks(books)
    const { db } = books.parts
    for (const [table, change] of Object.entries(changes)) {
      const { rows } = await sql.raw(`SELECT * FROM ${table}`).execute(db)
      assert.notEqual(rows.length, 0, table)
      await assert.rejects(sql.raw(`UPDATE ${table} SET ${change}`).execute(db), /the books only grow/, table)
      await assert.rejects(sql.raw(`DELETE FROM ${table}`).execute(db), /the books only grow/, table)
      if (database === 'postgres') await assert.rejects(sql.raw(`TRUNCATE ${table} CASCADE`).execute(db), /only grow/)
      else
        await assert.rejects(
          sql.raw(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`).execute(db),
          /the books only grow|billed once/,
          table,
        )
    }
    assert.deepEqual(await books.prove(), [])
  })

  test(`a day of a service is not billed twice, whoever writes the line (${database})`, async (t) => {
    const books = await openTestBooks(t, { database })
    await fullBooks(books)
    const line = (from: string, until: string) =>
      sql`INSERT INTO bill_line (bill_id, position, kind, service_id, label, from_on, until_on, share_bp, tax_bp,
          tax_included, net_minor, tax_minor)
        SELECT 1, 7, 'service', service_id, 'again', ${from}, ${until}, 10000, 0, 0, 0, 0 FROM bill_line WHERE bill_id = 1
        LIMIT 1`.execute(books.parts.db)
    await assert.rejects(line('2026-01-31', '2026-02-02'), /a day of a service is billed once/)
    await line('2026-02-01', '2026-02-02')
  })
}
