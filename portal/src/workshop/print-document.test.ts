import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PrintedDocument } from './document.ts'
import { createPrinter } from './print-document.ts'
import { readPdf } from './testing/read-pdf.ts'
import { arabicBill, nepaliBill, sampleBill } from './testing/sample-documents.ts'

const print = createPrinter()
const read = (document: PrintedDocument) => readPdf(print(document))

test('a printed bill reads aloud in order, with its table and its picture tagged', async () => {
  const pdf = await read(sampleBill())
  assert.equal(pdf.title, 'Bill B-2026-000123')
  const order = [
    'Sita Sharma',
    'Bill for March 2026',
    'Bill number',
    'New charges',
    'Garden waste',
    'Total due',
    'How to pay',
  ]
  const places = order.map((piece) => pdf.text.indexOf(piece))
  assert.deepEqual(
    places,
    places.toSorted((one, other) => one - other),
  )
  assert.ok(!places.includes(-1), pdf.text)
  for (const role of ['H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'Figure']) assert.ok(pdf.roles.includes(role), role)
  assert.deepEqual(pdf.alternatives, ['QR code of the page that confirms this bill'])
})

for (const [language, bill] of Object.entries({ en: sampleBill, ne: nepaliBill })) {
  test(`names in three scripts come back as they were written, in a bill of ${language}`, async () => {
    const names = ['Sita Sharma', 'सीता शर्मा', 'काठमाडौँ', 'محمد القحطاني']
    const { text, pieces } = await read({ ...bill(), recipient: names })
    for (const name of names) assert.ok(text.includes(name.normalize('NFC')), `${name} in ${text}`)
    assert.ok(pieces.includes('B-2026-000123'))
  })
}

test('an Arabic bill keeps Arabic names and Latin numbers whole', async () => {
  const { text, pieces } = await read(arabicBill())
  assert.ok(text.includes('محمد القحطاني'), text)
  for (const latin of ['B-2026-000123', '12 Hill Street', 'Green Valley Waste'])
    assert.ok(pieces.includes(latin), pieces)
})

test('a long bill goes on over pages, and each says which it is', async () => {
  const [table] = sampleBill().tables
  assert.ok(table)
  const rows = Array.from({ length: 80 }, (_, index) => ({ cells: [`Line ${index}`, '1', 'Rs 1.00', 'Rs 1.00'] }))
  const pdf = await read(sampleBill({ tables: [{ ...table, rows }] }))
  assert.ok(pdf.pages >= 2)
  assert.match(pdf.text, /Line 79/)
})

test('a text that looks like a command of the layout is printed as it stands', async () => {
  const nasty = '#panic("x") $x$ *b* \\ "quoted" <tag> @ref = h'
  const { text } = await read(sampleBill({ recipient: [nasty] }))
  assert.ok(text.includes(nasty), text)
})

test('a document asks for no code that it does not have', async () => {
  const { code: _, ...plain } = sampleBill()
  const pdf = await read(plain)
  assert.deepEqual(pdf.alternatives, [])
})
