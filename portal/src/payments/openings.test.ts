import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { billsOf } from '../billing/queries/bills.ts'
import { balanceOf } from '../billing/queries/statement.ts'
import type { TestBooks } from '../billing/testing/open-books.ts'
import { openTestBooks } from '../billing/testing/open-books.ts'
import { importCustomers } from '../customers/import/command.ts'
import { emptyFolder } from '../testing/command.ts'
import { dialects } from '../testing/databases.ts'
import { postEarlierOpenings } from './openings.ts'
import { recordPayment } from './record-payment.ts'

async function bring(t: TestContext, { parts }: TestBooks, rows: readonly string[]): Promise<void> {
  const file = join(emptyFolder(t), 'customers.csv')
  const header = 'number,name,type,email,phone,address,language,since,opening_balance'
  writeFileSync(file, [header, ...rows].join('\n'))
  const complaints: string[] = []
  const tools = {
    parts,
    print: (line: string) => complaints.push(line),
    complain: (line: string) => complaints.push(line),
  }
  assert.equal(await importCustomers(tools, file, 'write'), 0, complaints.join('\n'))
}

const row = (number: string, balance: string) =>
  `${number},Name ${number},household,${number.toLowerCase()}@example.com,,1 Road,en,2026-02-10,${balance}`

for (const database of dialects) {
  test(`what an import brings along is owed as a bill or stands as credit, and a correction follows (${database})`, async (t) => {
    const books = await openTestBooks(t, { database })
    const { db } = books.parts
    await bring(t, books, [row('A1', '120.50'), row('B1', '-40'), row('C1', '')])
    const balance = async (number: string) => balanceOf(db, await books.idOf(number))
    assert.deepEqual([await balance('A1'), await balance('B1'), await balance('C1')], [12_050, -4000, 0])
    const { items } = await billsOf(db, { customerId: await books.idOf('A1'), today: '2026-03-02' })
    assert.deepEqual([items[0]?.number, items[0]?.kind, items[0]?.openMinor], ['O-2026-000001', 'opening', 12_050])
    await bring(t, books, [row('A1', '100'), row('B1', '-40'), row('C1', '7')])
    assert.deepEqual([await balance('A1'), await balance('B1'), await balance('C1')], [10_000, -4000, 700])
    const money = { method: 'cash', reference: '', receivedOn: '2026-03-02', uniqueKey: 'one' } as const
    await recordPayment(books.clerk, { customer: 'A1', amountMinor: 10_000, ...money })
    assert.equal(await balance('A1'), 0)
    assert.deepEqual(await books.prove(), [])
  })

  test(`balances that were imported before there were books are entered once (${database})`, async (t) => {
    const books = await openTestBooks(t, { database })
    await books.add(2)
    await books.parts.db.updateTable('customer').set({ opening_balance_minor: -500 }).execute()
    await postEarlierOpenings(books.parts)
    await postEarlierOpenings(books.parts)
    assert.equal(await balanceOf(books.parts.db, await books.idOf('C-2')), -500)
    assert.deepEqual(await books.prove(), [])
  })
}
