import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstIdAt } from '@kerbside/otp'
import type { Database } from '../db/database.ts'
import { dialects, testOnBoth } from '../testing/databases.ts'
import { planOfText } from '../testing/plan-of.ts'
import { signInCustomer } from '../testing/sign-in-customer.ts'
import { startPortal } from '../testing/start-portal.ts'
import { purgeSessions, purges } from './purge-sessions.ts'
import { SESSION_MS } from './sessions.ts'
import { addCustomer } from './testing/people.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 0, 15)

for (const database of dialects) {
  test(`sessions go a day after they were ended, and once they have run out (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const { db, database: opened } = portal.parts
    await addCustomer(portal, { name: 'Demo Household', email: 'demo@example.com' })
    await signInCustomer(portal, 'demo@example.com')
    await signInCustomer(portal, 'demo@example.com')
    const signedIn = portal.clock.now()
    const [ended, standing] = await db.selectFrom('session').select('id').orderBy('id').execute()
    assert.ok(ended && standing)
    await db.updateTable('session').set({ ended_at: signedIn }).where('id', '=', ended.id).execute()
    const left = async (now: number) => {
      await purgeSessions(opened.store, now)
      return (await db.selectFrom('session').select('id').orderBy('id').execute()).map(({ id }) => id)
    }
    assert.deepEqual(await left(signedIn + DAY - 1), [ended.id, standing.id])
    assert.deepEqual(await left(signedIn + DAY), [standing.id])
    assert.deepEqual(await left(signedIn + SESSION_MS - DAY), [standing.id])
    assert.deepEqual(await left(signedIn + SESSION_MS + 1), [])
  })
}

testOnBoth('the clean-up reads no session that stands, however many there are', async (_, database) => {
  await fill(database)
  for (const statement of Object.values(purges)) {
    const plan = await planOfText(database, statement, [NOW, 200])
    assert.doesNotMatch(plan, /SCAN session|Seq Scan/)
  }
})

/** Many sessions that stand, and few that were ended. */
async function fill({ db, store, dialect }: Database): Promise<void> {
  const ids = Array.from({ length: 4000 }, (_, index) => firstIdAt(NOW) + index)
  for (let at = 0; at < ids.length; at += 500) {
    const rows = ids.slice(at, at + 500).map((id) => ({
      ...({ id, kind: 'api', contact: `a${id}@example.com`, method: 'otp', secret_hash: new Uint8Array(16) } as const),
      ...{ created_at: NOW, last_seen_at: NOW, proven_at: NOW, expires_at: NOW + SESSION_MS },
      ended_at: id % 500 === 0 ? NOW : null,
    }))
    await db.insertInto('session').values(rows).execute()
  }
  await store.write((trx) => trx.run(dialect === 'sqlite' ? 'ANALYZE' : 'ANALYZE session'))
}
