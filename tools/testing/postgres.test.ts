import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client } from 'pg'
import { createDatabase } from './postgres.ts'

async function ask(url: string, sql: string): Promise<unknown[][]> {
  const client = new Client(url)
  await client.connect()
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return rows
  } finally {
    await client.end()
  }
}

test('a database is new, in UTF-8, and reachable by its URL alone', async (t) => {
  const url = await createDatabase(t)
  assert.deepEqual(await ask(url, "select lower('ÉCOLE'), getdatabaseencoding()"), [['école', 'UTF8']])
})

test('a template is prepared once and each copy is apart', async (t) => {
  let prepared = 0
  const template = {
    name: 'one table',
    async prepare(url: string) {
      prepared += 1
      await ask(url, 'create table bin (litres bigint)')
    },
  }
  const urls = await Promise.all([createDatabase(t, template), createDatabase(t, template)])
  await ask(urls[0] ?? '', 'insert into bin values (120)')
  assert.deepEqual(await Promise.all(urls.map((url) => ask(url, 'select litres from bin'))), [[['120']], []])
  assert.equal(prepared, 1)
})
