import assert from 'node:assert/strict'
import type { Database } from '../db/database.ts'
import { testOnBoth } from '../testing/databases.ts'
import { planOf, planOfText } from '../testing/plan-of.ts'
import { pageQuery } from './list-customers.ts'
import { reachedContacts } from './reaching/recipients.ts'
import { SIGN_IN_CUSTOMERS } from './sign-in-queries.ts'

/** Many customers with a contact each, so that reading them all would never be the cheapest way. */
async function fill({ db, store, dialect }: Database): Promise<void> {
  const ids = Array.from({ length: 3000 }, (_, index) => index + 1)
  for (let at = 0; at < ids.length; at += 500) {
    const some = ids.slice(at, at + 500)
    await db
      .insertInto('customer')
      .values(
        some.map((id) => ({
          ...({
            id,
            number: `C-${id}`,
            name: `Shop ${id}`,
            type: 'shop',
            address: `${id} Road`,
            language: 'en',
          } as const),
          ...{ since: '2026-01-01', created_at: 1, updated_at: 1 },
        })),
      )
      .execute()
    await db
      .insertInto('customer_contact')
      .values(
        some.map((id) => ({
          ...({
            customer_id: id,
            kind: 'email',
            address: `s${id}@example.com`,
            contact: `s${id}@example.com`,
          } as const),
          ...{ may_sign_in: 1, created_at: 1 },
        })),
      )
      .execute()
  }
  await store.write((trx) => trx.run(dialect === 'sqlite' ? 'ANALYZE' : 'ANALYZE customer, customer_contact'))
}

testOnBoth('who may sign in is found by indexes alone, however many customers there are', async (_, database) => {
  await fill(database)
  const byContact = await planOfText(database, SIGN_IN_CUSTOMERS, ['s7@example.com'])
  assert.match(byContact, /customer_contact_contact/)
  assert.doesNotMatch(byContact, /SCAN customer|Seq Scan/)
})

testOnBoth('a page of the list is read in the order of its index, there and back', async (_, database) => {
  await fill(database)
  for (const place of [{}, { after: 1500 }, { before: 1500 }]) {
    const plan = await planOf(database, pageQuery(database, { q: '', ...place }, { typed: '' }))
    assert.match(plan, /customer_name/)
    assert.doesNotMatch(plan, /B-TREE|Sort|Seq Scan/)
  }
})

testOnBoth('a page of the few among many is read by an index of theirs', async (_, database) => {
  await fill(database)
  for (const narrowed of [{ type: 'institution' }, { status: 'inactive' }] as const) {
    for (const place of [{}, { after: 1500 }, { before: 1500 }]) {
      const plan = await planOf(database, pageQuery(database, { q: '', ...narrowed, ...place }, { typed: '' }))
      assert.match(plan, /customer_type|customer_active/)
      assert.doesNotMatch(plan, /SCAN customer|B-TREE|Seq Scan/)
    }
  }
})

testOnBoth('whom a message reaches is found by indexes alone', async (_, database) => {
  await fill(database)
  const plan = await planOf(database, reachedContacts(database.db, 7))
  assert.match(plan, /customer_contact_customer|sqlite_autoindex_customer_contact|customer_contact_.*key/)
  assert.doesNotMatch(plan, /SCAN customer|Seq Scan/)
})

testOnBoth('the few customers that mail comes back from are found by their index', async (_, database) => {
  await fill(database)
  const { db, store, dialect } = database
  const bouncing = { bouncing_since: 1, bouncing_reason: 'returned' } as const
  await db.updateTable('customer_contact').set(bouncing).where('customer_id', 'in', [70, 700]).execute()
  await store.write((trx) => trx.run(dialect === 'sqlite' ? 'ANALYZE' : 'ANALYZE customer, customer_contact'))
  for (const place of [{}, { after: 1500 }]) {
    const plan = await planOf(database, pageQuery(database, { q: '', contacts: 'bouncing', ...place }, { typed: '' }))
    assert.match(plan, /customer_contact_bouncing/)
    assert.doesNotMatch(plan, /SCAN customer(?!_contact)|Seq Scan/)
  }
})
