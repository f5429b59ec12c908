import assert from 'node:assert/strict'
import { firstIdAt } from '@kerbside/otp'
import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { selectCodeMessages } from '../../messages/index.ts'
import { selectRequests, selectSignIns } from '../../sign-in/index.ts'
import { testOnBoth } from '../../testing/databases.ts'
import { planOf } from '../../testing/plan-of.ts'

const now = Date.UTC(2026, 2, 2)
const ROWS = 50_000
const page = { since: now, before: undefined, most: 51 }

/** Numbers from 1, for rows that are made by the database. */
const numbers = sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${sql.lit(ROWS)})`
const idOf = sql`${sql.lit(firstIdAt(now))} + i * 4096`

async function fill({ db }: Database): Promise<void> {
  await sql`INSERT INTO outbox (id, kind, reference, channel, address, locale, priority, silent, state, attempts, not_after, next_at,
    created_at) ${numbers} SELECT ${idOf}, CASE WHEN i % 2 = 0 THEN 'otp' ELSE 'bill' END, 'r' || i, 'email',
    'Someone' || (i % 5000) || '@example.com', 'en', 0, 0, CASE WHEN i % 1000 = 8 THEN 'failed' ELSE 'sent' END, 1, i, i, i FROM n`.execute(
    db,
  )
  await sql`INSERT INTO session (id, secret_hash, kind, contact, method, created_at, last_seen_at, proven_at, expires_at)
    ${numbers} SELECT ${idOf}, ${new Uint8Array(32)}, 'customer', 'someone' || (i % 5000) || '@example.com', 'otp', i, i, i, i
    FROM n`.execute(db)
  await sql`INSERT INTO otp (id, secret_hash, contact, email, otp_type, created_at, max_attempts, purpose, channel, locale, recipient,
    decoy, refused, lane, state, min_length, expiry_ms, ends_at, settled) ${numbers} SELECT ${idOf}, ${new Uint8Array(32)},
    ${new Uint8Array([1, 2, 3])}, 'a@example.com', 'email', i, 5, 'sign-in', 'email', 'en', 'a@example.com', 0, 0, 'stranger',
    CASE WHEN i % 100 = 0 THEN 'held' ELSE 'used' END, 6, 1, i, 1 FROM n`.execute(db)
  await sql`ANALYZE`.execute(db)
}

testOnBoth('among many rows those of one contact are found by their indexes', async (_, database) => {
  const { db } = database
  await fill(database)
  const addresses = ['someone8@example.com', 'SomeOne8@example.com']
  const messages = selectCodeMessages(db, { addresses, references: ['r10', 'r12'], ...page })
  const plan = await planOf(database, messages)
  assert.match(plan, /outbox_code_trouble/)
  assert.match(plan, /outbox_reference/)
  assert.doesNotMatch(plan, /Seq Scan on outbox/)
  // Ten were lost, and two are known by their references.
  assert.equal((await messages.execute()).length, 12)
  const sessions = selectSignIns(db, 'someone8@example.com', page)
  assert.match(await planOf(database, sessions), /session_contact/)
  assert.equal((await sessions.execute()).length, 10)
  const requests = selectRequests(db, new Uint8Array([1, 2, 3]), page)
  // Beside the chain, the newest ten thousand are read by their key, however many there are.
  assert.match(await planOf(database, requests), /SEARCH otp USING INTEGER PRIMARY KEY|otp_pkey/)
  assert.doesNotMatch(await planOf(database, requests), /Seq Scan on otp/)
  assert.equal((await requests.execute()).length, 51)
})
