import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Pool } from 'pg'
import { postgresStore } from './postgres-store.ts'
import type { Store } from './store.ts'
import { postgresPool } from './testing/stores.ts'

const TABLE = 'CREATE TABLE IF NOT EXISTS visit (id bigint PRIMARY KEY, at numeric, note text, hash bytea)'

async function visits(t: { after(task: () => unknown): void }): Promise<{ pool: Pool; store: Store }> {
  const pool = await postgresPool(t)
  const store = postgresStore(pool)
  await store.write((trx) => trx.run(TABLE))
  return { pool, store }
}

const INSERT = 'INSERT INTO visit (id) VALUES ($1)'
const COUNT = 'SELECT count(*) AS many FROM visit'

test('values come back as they went: numbers as numbers, bytes as bytes, whatever the pool parses', async (t) => {
  const { store } = await visits(t)
  const values = [2 ** 53 - 1, 1_772_442_000_000, 'ñ', new Uint8Array([0, 255])]
  await store.write((trx) => trx.run('INSERT INTO visit VALUES ($1, $2, $3, $4)', values))
  const row = await store.get('SELECT * FROM visit')
  assert.deepEqual(
    Object.values(row ?? {}).map((value) => (value instanceof Uint8Array ? [...value] : value)),
    [...values.slice(0, 3), [0, 255]],
  )
  assert.deepEqual(await store.get(COUNT), { many: 1 })
})

test('a statement that nobody awaited and that fails undoes its transaction, and its failure is told', async (t) => {
  const { store } = await visits(t)
  const failing = store.write((trx) => {
    void trx.run(INSERT, [1])
    void trx.run(INSERT, [1])
    void trx.run(INSERT, [2])
    return 'unseen'
  })
  await assert.rejects(failing, { code: '23505' })
  assert.deepEqual(await store.get(COUNT), { many: 0 })
})

test('a failure that the step passes over still undoes the transaction', async (t) => {
  const { store } = await visits(t)
  const failing = store.write(async (trx) => {
    await trx.run(INSERT, [1])
    await Promise.resolve(trx.run(INSERT, [1])).catch(() => undefined)
    return 'unseen'
  })
  await assert.rejects(failing, { code: '23505' })
  assert.deepEqual(await store.get(COUNT), { many: 0 })
})

test('a step that throws undoes its transaction, and the connection serves on', async (t) => {
  const { store } = await visits(t)
  for (let count = 0; count < 30; count += 1) {
    const failing = store.write(async (trx) => {
      await trx.run(INSERT, [count])
      throw new Error('changed my mind')
    })
    await assert.rejects(failing, /changed my mind/)
  }
  assert.deepEqual(await store.get(COUNT), { many: 0 })
})

test('tasks run after the commit, all of them, and never after a rollback', async (t) => {
  const { pool } = await visits(t)
  const thrown: unknown[] = []
  const store = postgresStore(pool, { onError: (error) => thrown.push(error) })
  const done: string[] = []
  const seen: Promise<unknown>[] = []
  await store.write(async (trx) => {
    await trx.run(INSERT, [1])
    trx.afterCommit(() => {
      throw new Error('a task of mine')
    })
    trx.afterCommit(() => {
      done.push('second')
      seen.push(Promise.resolve(store.get(COUNT)))
    })
  })
  assert.deepEqual(done, ['second'])
  assert.deepEqual(await seen[0], { many: 1 })
  assert.match(String(thrown), /a task of mine/)
  const failing = store.write((trx) => {
    trx.afterCommit(() => done.push('never'))
    throw new Error('changed my mind')
  })
  await assert.rejects(failing, /changed my mind/)
  assert.deepEqual(done, ['second'])
})

test('several stores share a pool', async (t) => {
  const { pool, store } = await visits(t)
  const other = postgresStore(pool)
  for (let count = 0; count < 25; count += 1) {
    await other.get('SELECT 1 AS one')
    await store.get(COUNT)
    await other.get(COUNT)
  }
})

test('transactions see what others have committed meanwhile, whatever the default of the database is', async (t) => {
  const { pool, store } = await visits(t)
  const connectionString = pool.options.connectionString
  const strict = await postgresPool(t, { connectionString, options: '-c default_transaction_isolation=serializable' })
  await postgresStore(strict).write(async (trx) => {
    assert.deepEqual(await trx.get(COUNT), { many: 0 })
    await store.write((other) => other.run(INSERT, [1]))
    assert.deepEqual(await trx.get(COUNT), { many: 1 })
  })
})
