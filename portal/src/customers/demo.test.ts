import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startPortal } from '../testing/start-portal.ts'
import { demoCustomers } from './demo.ts'

test('the demo has customers of every type and language, made once', async (t) => {
  const { parts } = await startPortal(t)
  assert.equal(await demoCustomers(parts), 'customer@demo.example')
  const read = () =>
    parts.db.selectFrom('customer').select(['number', 'type', 'language', 'active']).orderBy('id').execute()
  const customers = await read()
  assert.deepEqual(new Set(customers.map(({ type }) => type)).size, 4)
  assert.deepEqual(new Set(customers.map(({ language }) => language)).size, 4)
  assert.equal(customers.filter(({ active }) => active === 0).length, 1)
  const contacts = await parts.db.selectFrom('customer_contact').select('kind').execute()
  assert.equal(contacts.length, 2 * customers.length)
  await demoCustomers(parts)
  assert.deepEqual(await read(), customers)
})

test('the demo leaves a database with customers alone', async (t) => {
  const { parts } = await startPortal(t)
  await parts.db
    .insertInto('customer')
    .values({
      ...{ number: 'R-1', name: 'Real', type: 'shop', address: '1 Road', language: 'en' },
      ...{ since: '2026-01-01', created_at: 1, updated_at: 1 },
    })
    .execute()
  assert.equal(await demoCustomers(parts), undefined)
  assert.equal((await parts.db.selectFrom('customer').select('id').execute()).length, 1)
})
