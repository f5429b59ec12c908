import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { issueCreditNote } from '../billing/corrections/credit-note.ts'
import { billPeriod } from '../billing/run/issue-run.ts'
import type { TestBooks } from '../billing/testing/open-books.ts'
import { month, openTestBooks } from '../billing/testing/open-books.ts'
import { dialects } from '../testing/databases.ts'
import { recordPayment } from './record-payment.ts'

/** What was done to the books behind their back, and how the proof says so. */
const corruptions: Readonly<Record<string, { readonly statements: readonly string[]; readonly says: RegExp }>> = {
  'a bill comes to less': {
    statements: [`UPDATE bill SET net_minor = 100, total_minor = 100 WHERE number = 'B-2026-000002'`],
    says: /B-2026-000002 is not what was issued/,
  },
  'a line says something else': {
    statements: [`UPDATE bill_line SET days = 12 WHERE bill_id = 2`],
    says: /B-2026-000002 is not what was issued/,
  },
  'a bill is gone with its lines': {
    statements: [`DELETE FROM untold_bill`, `DELETE FROM bill_line WHERE bill_id = 3`, `DELETE FROM bill WHERE id = 3`],
    says: /in series bill:2026 there are 3 numbers up to 4/,
  },
  'the last bill is gone': {
    statements: [`DELETE FROM untold_bill`, `DELETE FROM bill_line WHERE bill_id = 4`, `DELETE FROM bill WHERE id = 4`],
    says: /series bill:2026 goes to 3, and its counter stands at 4/,
  },
  'a line is gone': {
    statements: [`DELETE FROM bill_line WHERE bill_id = 3`],
    says: /the lines of B-2026-000003 come to 0 and 0/,
  },
  'more of a bill is settled than it comes to': {
    statements: [`INSERT INTO allocation (payment_id, bill_id, amount_minor, allocated_at) VALUES (1, 1, 70000, 1)`],
    says: /of B-2026-000001, which comes to 30000, \d+ is settled/,
  },
  'more of a payment is allocated than was paid': {
    statements: [`INSERT INTO allocation (payment_id, bill_id, amount_minor, allocated_at) VALUES (1, 1, 70000, 1)`],
    says: /of R-2026-000001 40000 is kept, and \d+ allocated/,
  },
  'a payment settles the bill of another': {
    statements: [`INSERT INTO allocation (payment_id, bill_id, amount_minor, allocated_at) VALUES (1, 2, 1, 1)`],
    says: /payment R-2026-000001 settles bill B-2026-000002 of another customer/,
  },
  'an allocation is gone': {
    statements: [
      `DELETE FROM allocation`,
      `INSERT INTO allocation (payment_id, bill_id, amount_minor, allocated_at)
      VALUES (1, 1, -5, 1)`,
    ],
    says: /of B-2026-000001, which comes to 30000, -5 is settled/,
  },
  'a payment is moved to another customer': {
    statements: [`UPDATE payment SET customer_id = (SELECT customer_id FROM bill WHERE id = 2)`],
    says: /customer C-1 has 30000 by documents, and 0 by open bills less credit/,
  },
  'a day is billed twice': {
    statements: [
      `INSERT INTO bill_line (bill_id, position, kind, service_id, label, from_on, until_on, share_bp, tax_bp,
        tax_included, net_minor, tax_minor)
       SELECT bill_id, 9, kind, service_id, 'again', '2026-01-31', '2026-02-01', 10000, 0, 0, 0, 0
       FROM bill_line WHERE bill_id = 1`,
    ],
    says: /service \d+ is billed twice from 2026-01-31, on B-2026-000001 and B-2026-000001/,
  },
  'a payment is dated after today': {
    statements: [`UPDATE payment SET received_on = '2027-01-01'`],
    says: /payment R-2026-000001 of customer C-1 is dated 2027-01-01/,
  },
  'a credit note says more than its lines': {
    statements: [`UPDATE credit_note SET net_minor = 2000, total_minor = 2000`],
    says: /the lines of N-2026-000001 do not come to its totals/,
  },
  'a credit note gives another reason': {
    statements: [`UPDATE credit_note SET reason = 'mistake'`],
    says: /N-2026-000001 is not what was issued/,
  },
  'more is given back than was paid': {
    statements: [
      `INSERT INTO refund (id, series, place, number, payment_id, customer_id, amount_minor, currency, method, reference,
        reason, refunded_on, unique_key, approval_id, refunded_at)
       SELECT 1, 'refund:2026', 1, 'F-2026-000001', 1, customer_id, 90000, 'NPR', 'cash', '', '', '2026-03-02', 'x', 1, 1
       FROM payment`,
      `INSERT INTO counter (name, last) VALUES ('refund:2026', 1)`,
    ],
    says: /one of payment R-2026-000001 belongs to another customer, or is more than it/,
  },
  'what a customer brought along is changed': {
    statements: [`UPDATE customer SET opening_balance_minor = 500 WHERE number = 'C-2'`],
    says: /customer C-2 brought 500 along, and 0 is in the books/,
  },
}

/** Whoever owns the tables may take the guards away: it is the proof that then tells. */
async function dropGuards({ parts: { database, db } }: TestBooks): Promise<void> {
  const tables = ['bill', 'bill_line', 'payment', 'allocation', 'credit_note', 'credit_note_line', 'refund', 'reversal']
  for (const table of tables) {
    if (database.dialect === 'postgres') await sql.raw(`ALTER TABLE ${table} DISABLE TRIGGER USER`).execute(db)
    else
      for (const rule of ['kept', 'fixed', 'not_replaced']) await sql.raw(`DROP TRIGGER ${table}_${rule}`).execute(db)
  }
  if (database.dialect === 'sqlite') await sql`DROP TRIGGER bill_line_day_once`.execute(db)
}

for (const database of dialects) {
  test(`books that nobody touched prove; each of ${Object.keys(corruptions).length} corruptions is found and named (${database})`, async (t) => {
    for (const [title, { statements, says }] of Object.entries(corruptions)) {
      const books = await openTestBooks(t, { database })
      const [first = '', second = ''] = await books.add(4)
      await billPeriod(books.system, { period: month('2026-01'), group: 'all' })
      const money = { method: 'cash', reference: '', receivedOn: '2026-03-02', uniqueKey: 'one' } as const
      await recordPayment(books.clerk, { customer: first, amountMinor: 40_000, ...money })
      const extent = { parts: [{ position: 1, totalMinor: 1000 }] }
      await issueCreditNote(books.clerk, { bill: 'B-2026-000002', extent, reason: 'missed', uniqueKey: second })
      assert.deepEqual(await books.prove(), [], title)
      await dropGuards(books)
      for (const statement of statements) await sql.raw(statement).execute(books.parts.db)
      assert.match((await books.prove()).join('\n'), says, title)
    }
  })
}
