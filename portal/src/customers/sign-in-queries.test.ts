import assert from 'node:assert/strict'
import { testOnBoth } from '../testing/databases.ts'
import { customersByContact } from './sign-in-queries.ts'

testOnBoth('a contact signs in to its active customers, and only where it may', async (_, { db, store }) => {
  const contact = 'manager@example.com'
  for (const [id, active, may_sign_in] of [
    [1, 1, 1],
    [2, 1, 0],
    [3, 0, 1],
    [4, 1, 1],
  ] as const) {
    await db
      .insertInto('customer')
      .values({
        ...{ id, number: `C-${id}`, name: `Hotel ${9 - id}`, type: 'hotel', address: '1 Road', language: 'ne' },
        ...{ since: '2026-01-01', created_at: 1, updated_at: 1, active },
      })
      .execute()
    await db
      .insertInto('customer_contact')
      .values({ customer_id: id, kind: 'email', address: 'Manager@Example.com', contact, may_sign_in, created_at: 1 })
      .execute()
  }
  const found = { language: 'ne', address: 'Manager@Example.com' } as const
  assert.deepEqual(await customersByContact(store, contact), [
    { id: 4, number: 'C-4', name: 'Hotel 5', ...found },
    { id: 1, number: 'C-1', name: 'Hotel 8', ...found },
  ])
  assert.deepEqual(await customersByContact(store, 'nobody@example.com'), [])
})
