import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { dialects } from '../../testing/databases.ts'
import type { TestPortal } from '../../testing/start-portal.ts'
import { startPortal } from '../../testing/start-portal.ts'
import { importCustomers } from './command.ts'
import type { ImportMode } from './import-rows.ts'

const header = 'name,type,email,phone,address,language'
const full = `${header},number,since,opening_balance`

/** Runs the command on a file of these lines. */
async function importLines(
  t: TestContext,
  portal: TestPortal,
  lines: readonly string[] | Buffer,
  mode: ImportMode = 'write',
) {
  const folder = mkdtempSync(join(tmpdir(), 'kerbside-import-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'customers.csv')
  writeFileSync(file, lines instanceof Buffer ? lines : lines.join('\r\n'))
  const printed: string[] = []
  const complaints: string[] = []
  const tools = {
    parts: portal.parts,
    print: (line: string) => printed.push(line),
    complain: (line: string) => complaints.push(line),
  }
  const code = await importCustomers(tools, file, mode)
  return { code, sum: printed.at(-1), printed, complaints }
}

async function customersIn({ parts: { db } }: TestPortal) {
  const customers = await db.selectFrom('customer').selectAll().orderBy('id').execute()
  const contacts = await db.selectFrom('customer_contact').selectAll().orderBy('id').execute()
  return customers.map(({ id, created_at, updated_at, ...customer }) => ({
    ...customer,
    contacts: contacts
      .filter((contact) => contact.customer_id === id)
      .map(({ contact, may_sign_in }) => `${contact}${may_sign_in === 1 ? '' : ' (messages)'}`),
  }))
}

for (const database of dialects) {
  const start = (t: TestContext) => startPortal(t, { database })

  test(`a file of customers is imported whole (${database})`, async (t) => {
    const portal = await start(t)
    const { code, printed } = await importLines(t, portal, [
      full,
      'Hotel Vista,hotel,Front@Vista.example; back@vista.example,984-1234567,"1 Lake Road, Pokhara",es,H-7,2025-12-15,1200.50',
      'Asha Rai,household,asha@example.com,,12 Garden Lane,ne,,,-3',
    ])
    assert.deepEqual({ code, printed }, { code: 0, printed: ['2 added, 0 updated, 0 unchanged, 0 refused.'] })
    assert.deepEqual(await customersIn(portal), [
      {
        number: 'H-7',
        name: 'Hotel Vista',
        type: 'hotel',
        address: '1 Lake Road, Pokhara',
        language: 'es',
        active: 1,
        bills_on_paper: 0,
        since: '2025-12-15',
        opening_balance_minor: 120050,
        contacts: ['front@vista.example', 'back@vista.example', '+9779841234567'],
      },
      {
        number: 'C-10001-4',
        name: 'Asha Rai',
        type: 'household',
        address: '12 Garden Lane',
        language: 'ne',
        active: 1,
        bills_on_paper: 0,
        since: '2026-03-01',
        opening_balance_minor: -300,
        contacts: ['asha@example.com'],
      },
    ])
  })

  test(`an import may run again: it adds nothing twice and corrects what has changed (${database})`, async (t) => {
    const portal = await start(t)
    const rows = [
      'Hotel Vista,hotel,front@vista.example,,1 Lake Road,es,H-7',
      'Asha Rai,household,asha@example.com,,12 Garden Lane,ne,',
      'Paper Bills,shop,,,3 Market Street,en,',
    ]
    const columns = `${header},number`
    assert.equal((await importLines(t, portal, [columns, ...rows])).sum, '3 added, 0 updated, 0 unchanged, 0 refused.')
    const before = await customersIn(portal)
    assert.equal((await importLines(t, portal, [columns, ...rows])).sum, '0 added, 0 updated, 3 unchanged, 0 refused.')
    assert.deepEqual(await customersIn(portal), before)
    const { sum, printed } = await importLines(t, portal, [
      columns,
      'Hotel Vista & Spa,hotel,new@vista.example,,1 Lake Road,es,H-7',
      'Asha Rai,household,asha@example.com,,14 Garden Lane,,',
      'Paper Bills,shop,,,4 Market Street,en,',
    ])
    assert.equal(sum, '1 added, 2 updated, 0 unchanged, 0 refused.') // without contacts another address is another shop
    assert.match(printed[0] ?? '', /^Line 2, please note: .*front@vista\.example/)
    const [vista, asha] = await customersIn(portal)
    assert.equal(vista?.name, 'Hotel Vista & Spa')
    assert.deepEqual(vista?.contacts, ['front@vista.example', 'new@vista.example'])
    assert.deepEqual([asha?.address, asha?.language], ['14 Garden Lane', 'ne'])
  })

  test(`a dry run reports what an import would do, and writes nothing (${database})`, async (t) => {
    const portal = await start(t)
    const rows = [header, 'A,shop,a@example.com,,1 Road,en', 'B,flat,b@example.com,,1 Road,en']
    const dry = await importLines(t, portal, rows, 'report')
    assert.equal(dry.code, 1)
    assert.equal(dry.sum, 'Nothing was written. It would be: 1 added, 0 updated, 0 unchanged, 1 refused.')
    assert.deepEqual(await customersIn(portal), [])
    const wet = await importLines(t, portal, rows)
    assert.deepEqual(wet.printed.slice(0, -1), dry.printed.slice(0, -1))
  })

  test(`two imports of one file at the same time add every customer once (${database})`, async (t) => {
    const portal = await start(t)
    const rows = [header, ...Array.from({ length: 450 }, (_, i) => `Shop ${i},shop,s${i}@example.com,,${i} Road,en`)]
    const both = await Promise.all([importLines(t, portal, rows), importLines(t, portal, rows)])
    assert.deepEqual(
      both.map(({ code }) => code),
      [0, 0],
    )
    const customers = await customersIn(portal)
    assert.equal(customers.length, 450)
    assert.equal(new Set(customers.map(({ number }) => number)).size, 450)
  })
}

/** A row that is refused, the column to blame, and words of the sentence that says what to do. */
const badRows: readonly (readonly [row: string, column: string, says: RegExp])[] = [
  [',shop,a@example.com,,1 Road,en,,,', 'name', /Enter the name/],
  [`${'x'.repeat(121)},shop,a@example.com,,1 Road,en,,,`, 'name', /Shorten this to 120/],
  ['A,flat,a@example.com,,1 Road,en,,,', 'type', /household, shop, hotel or institution/],
  ['A,,a@example.com,,1 Road,en,,,', 'type', /household, shop, hotel or institution/],
  ['A,shop,a.example.com,,1 Road,en,,,', 'email', /one @/],
  ['A,shop,a@example.com; b@,,1 Road,en,,,', 'email', /not a mail domain/],
  ['A,shop,,12,1 Road,en,,,', 'phone', /too few|Check its digits/],
  ['A,shop,,01-4412345,1 Road,en,,,', 'phone', /landline/],
  [`A,shop,a@example.com,,${'y'.repeat(301)},en,,,`, 'address', /Shorten this to 300/],
  ['A,shop,a@example.com,,1 Road,fr,,,', 'language', /en, es, ne or ar/],
  ['A,shop,a@example.com,,1 Road,en,=1+1,,', 'number', /begins with a letter or digit/],
  ['A,shop,a@example.com,,1 Road,en,new,,', 'number', /has at least one digit/],
  ['A,shop,a@example.com,,1 Road,en,,2026-02-30,', 'since', /year-month-day/],
  ['A,shop,a@example.com,,1 Road,en,,1.3.2026,', 'since', /year-month-day/],
  ['A,shop,a@example.com,,1 Road,en,,,"1,234.00"', 'opening_balance', /in figures/],
  ['A,shop,a@example.com,,1 Road,en,,,5.005', 'opening_balance', /in figures/],
  ['A\u0000B,shop,a@example.com,,1 Road,en,,,', 'name', /cannot be printed/],
  ['A\u001b[31mB,shop,a@example.com,,1 Road,en,,,', 'name', /cannot be printed/],
  ['A,shop,a@example.com,,1 Road,en', '', /9 cells/],
  ['A,shop,a@example.com,,1 Road, Town,en,,,', '', /9 cells/],
  ['"A,shop,a@example.com,,1 Road,en,,,', '', /quotation mark/],
]

for (const database of dialects) {
  test(`each bad row is told by its line and what to do, and all others are imported (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const good = badRows.map((_, index) => `Good ${index},shop,good${index}@example.com,,${index} Road,en,,,`)
    const lines = badRows.flatMap(([row], index) => [row, good[index] ?? ''])
    const { code, printed, sum } = await importLines(t, portal, [full, ...lines])
    assert.equal(code, 1)
    assert.equal(sum, `${good.length} added, 0 updated, 0 unchanged, ${badRows.length} refused.`)
    assert.equal(printed.length, badRows.length + 1)
    assert.doesNotMatch(printed.join(''), /\p{Cc}/u)
    for (const [index, [row, column, says]] of badRows.entries()) {
      assert.ok(
        printed[index]?.startsWith(`Line ${2 * index + 2} not imported: ${column}`),
        `${row}: ${printed[index]}`,
      )
      assert.match(printed[index] ?? '', says)
    }
    const names = (await customersIn(portal)).map(({ name }) => name)
    assert.deepEqual(
      names,
      good.map((_, index) => `Good ${index}`),
    )
  })
}

test('a customer who stands in the file twice is imported once', async (t) => {
  const portal = await startPortal(t)
  await importLines(t, portal, [`${header},number`, 'A,shop,a@example.com,,1 Road,en,N-1'])
  const { printed } = await importLines(t, portal, [
    `${header},number`,
    'A,shop,a@example.com,,1 Road,en,N-1',
    'B,shop,,,1 Road,en,N-1',
    'A,shop,A@example.com,,1 Road,en,', // the one of line 2, said otherwise
    'C,shop,c@example.com,,1 Road,en,',
    'C,shop,c@example.com,,1 Road,en,',
  ])
  assert.deepEqual(printed, [
    'Line 3 not imported: Line 2 is about the same customer. Take one of the two out.',
    'Line 4 not imported: Line 2 is about the same customer. Take one of the two out.',
    'Line 6 not imported: Line 5 is about the same customer. Take one of the two out.',
    '1 added, 0 updated, 1 unchanged, 3 refused.',
  ])
})

test('a row that may mean two customers is refused, with their numbers', async (t) => {
  const portal = await startPortal(t)
  const rows = ['Hotel,hotel,h@example.com,,1 Road,en,H-1', 'Hotel,hotel,h@example.com,,2 Road,en,H-2']
  await importLines(t, portal, [`${header},number`, ...rows])
  const { printed } = await importLines(t, portal, [header, 'Hotel,hotel,h@example.com,,3 Road,en'])
  assert.match(printed[0] ?? '', /H-1, H-2/)
})

test('a number of ours in the file is never given to another row', async (t) => {
  const portal = await startPortal(t)
  const unnumbered = Array.from({ length: 250 }, (_, i) => `Shop ${i},shop,s${i}@example.com,,${i} Road,en,`)
  const { sum } = await importLines(t, portal, [
    `${header},number`,
    ...unnumbered,
    'From elsewhere,shop,e@example.com,,1 Road,en,C-10001-4',
  ])
  assert.equal(sum, '251 added, 0 updated, 0 unchanged, 0 refused.')
  const customers = await customersIn(portal)
  assert.equal(customers[0]?.number.slice(0, 7), 'C-10002')
  assert.equal(customers.at(-1)?.name, 'From elsewhere')
})

test('of more than five contacts the first five may sign in, and the report says so', async (t) => {
  const portal = await startPortal(t)
  const six = [1, 2, 3, 4, 5, 6].map((n) => `a${n}@example.com`).join(';')
  const { code, printed } = await importLines(t, portal, [header, `A,shop,${six},,1 Road,en`])
  assert.equal(code, 0)
  assert.match(printed[0] ?? '', /^Line 2, please note: .*a6@example\.com/)
  assert.deepEqual((await customersIn(portal))[0]?.contacts.slice(4), ['a5@example.com', 'a6@example.com (messages)'])
})

test('a file is read as any spreadsheet saves it', async (t) => {
  const semicolons = `\ufeffName;Type;E-mail;Phone;Address;Language;Opening balance\r\nJosé;Shop;"a@example.com;b@example.com";;"1 Road\r\nTown";ES-MX;12,50\r\n;;;;;;\r\n`
  const tabs = semicolons.replaceAll(';', '\t').replace('a@example.com\t', 'a@example.com;')
  const files = [
    Buffer.from(semicolons),
    Buffer.from(semicolons.replaceAll('\r\n', '\n')),
    Buffer.from(semicolons.replaceAll('\r\n', '\r')),
    Buffer.from(tabs, 'utf16le'),
    Buffer.from(tabs, 'utf16le').swap16(),
  ]
  for (const file of files) {
    const portal = await startPortal(t)
    assert.deepEqual((await importLines(t, portal, file)).printed, ['1 added, 0 updated, 0 unchanged, 0 refused.'])
    const [customer] = await customersIn(portal)
    assert.deepEqual(
      [customer?.name, customer?.address, customer?.language, customer?.opening_balance_minor, customer?.contacts],
      ['José', '1 Road\nTown', 'es', 1250, ['a@example.com', 'b@example.com']],
    )
  }
})

test('a file that is no table of customers is refused as a whole, with what to do', async (t) => {
  const portal = await startPortal(t)
  for (const [file, says] of [
    [Buffer.from(''), /empty/],
    [Buffer.from('\ufeff\r\n\r\n'), /empty/],
    [Buffer.from('name,type\nA,shop'), /lacks columns: email, phone, address, language/],
    [Buffer.from(`${header},name\n`), /columns twice: name/],
    [Buffer.from(`${header}\nJos\xe9,shop,,,1 Road,en`, 'latin1'), /CSV UTF-8/],
  ] as const) {
    const { code, printed, complaints } = await importLines(t, portal, file)
    assert.deepEqual([code, printed], [1, []])
    assert.match(complaints.join(), says)
  }
})

test('a column that is not known is left out, and said', async (t) => {
  const portal = await startPortal(t)
  const { code, printed } = await importLines(t, portal, [`${header},note`, 'A,shop,,,1 Road,en,late payer'])
  assert.equal(code, 0)
  assert.equal(printed[0], 'Column “note” is not known and was left out.')
})

test('a row without an address is imported, and leaves the address of a record as it is', async (t) => {
  const portal = await startPortal(t)
  for (const address of ['', '1 Road', '']) {
    const { code } = await importLines(t, portal, [`${header},number`, `A,shop,a@example.com,,${address},en,S-1`])
    assert.equal(code, 0)
  }
  const customer = await portal.parts.db.selectFrom('customer').select('address').executeTakeFirst()
  assert.equal(customer?.address, '1 Road')
})
