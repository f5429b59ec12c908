import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import type { CsvColumn } from './csv.ts'
import { csvAnswer } from './csv.ts'

interface Row {
  readonly name: string
  readonly amount: string
}
const columns: readonly CsvColumn<Row>[] = [
  { heading: 'Name', kind: 'text', cell: ({ name }) => name },
  { heading: 'Amount', kind: 'plain', cell: ({ amount }) => amount },
]

const fileOf = (pages: AsyncIterable<readonly Row[]>) =>
  new Hono().get('/', (c) => csvAnswer(c, { name: 'rows.csv', columns, pages })).request('/')

async function* pagesOf(...pages: readonly (readonly Row[])[]) {
  yield* pages
}

test('a file is UTF-8 with a mark that says so, each row on a line of its own', async () => {
  const answer = await fileOf(pagesOf([{ name: 'आशा, "राई"', amount: '1.50' }], [{ name: 'Bina', amount: '2.00' }]))
  assert.match(answer.headers.get('content-disposition') ?? '', /attachment; filename="rows.csv"/)
  const bytes = Buffer.from(await answer.arrayBuffer())
  assert.equal(bytes.toString(), '\ufeffName,Amount\r\n"आशा, ""राई""",1.50\r\nBina,2.00\r\n')
})

test('a value of several lines stays one value', async () => {
  const text = await (await fileOf(pagesOf([{ name: '2 Road\nPatan', amount: '1' }]))).text()
  assert.equal(text.split('\r\n')[1], '"2 Road\nPatan",1')
})

test('a text that a spreadsheet would run is made harmless, and an amount below zero stays a number', async () => {
  const names = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\u{ff1d}1', 'a=1']
  const answer = await fileOf(pagesOf(names.map((name) => ({ name, amount: '-1.50' }))))
  const lines = (await answer.text()).trimEnd().split('\r\n').slice(1)
  const starts = lines.map((line) => /^"?'/.test(line))
  assert.deepEqual(starts, [true, true, true, true, true, true, false])
  assert.ok(lines.every((line) => line.endsWith(',-1.50')))
})

test('pages are read only while somebody takes them', async () => {
  let read = 0
  let isOver = false
  async function* endless() {
    try {
      for (;;) {
        read += 1
        yield [{ name: 'x', amount: '1' }]
      }
    } finally {
      isOver = true
    }
  }
  const reader = (await fileOf(endless())).body?.getReader()
  for (let taken = 0; taken < 3; taken += 1) await reader?.read()
  await reader?.cancel()
  assert.ok(read <= 4, `${read} pages were read`)
  assert.ok(isOver)
})
