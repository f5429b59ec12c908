import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CourierTables } from '@kerbside/courier'
import type { Insertable } from 'kysely'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { features } from '../features.ts'
import { isTextKey } from '../locales/index.ts'
import { paths } from '../paths.ts'
import { addCustomer } from '../sign-in/testing/people.ts'
import { dialects, testOnBoth } from '../testing/databases.ts'
import { planOf } from '../testing/plan-of.ts'
import { signInStaff } from '../testing/sign-in-staff.ts'
import { startPortal } from '../testing/start-portal.ts'
import { MESSAGES_A_PAGE, messageGroups, messageLog, selectMessages } from './message-log.ts'

type Message = Insertable<CourierTables['outbox']>

/** A message that was sent at the instant of its id. */
const sent = (id: number, changes: Partial<Message> = {}): Message => ({
  id,
  kind: 'otp',
  reference: String(id),
  channel: 'email',
  address: 'asha@example.com',
  locale: 'en',
  priority: 0,
  silent: 0,
  state: 'sent',
  attempts: 1,
  not_after: id + 1000,
  next_at: id,
  created_at: id,
  sent_at: id,
  ...changes,
})
const put = (db: Db, ...messages: Message[]) => db.insertInto('outbox').values(messages).execute()
const shown = async (db: Db, query: Parameters<typeof messageLog>[1]) =>
  (await messageLog(db, query)).messages.map(({ id }) => id)

testOnBoth('each group holds its states alone, the newest first', async (_, { db }) => {
  const lease = { lease_owner: 'w', lease_until: 1 }
  await put(
    db,
    sent(1, { state: 'queued' }),
    sent(2, { state: 'sending', ...lease }),
    sent(3),
    sent(4, { state: 'delivered' }),
    sent(5, { state: 'failed' }),
    sent(6, { state: 'expired' }),
  )
  assert.deepEqual(await shown(db, {}), [6, 5, 4, 3, 2, 1])
  const groups = await Promise.all(messageGroups.map((group) => shown(db, { group })))
  assert.deepEqual(groups, [[2, 1], [4, 3], [5], [6]])
})

testOnBoth('pages go on where the one before ended', async (_, { db }) => {
  await put(db, ...Array.from({ length: MESSAGES_A_PAGE + 2 }, (_, index) => sent(index + 1)))
  const first = await messageLog(db, {})
  assert.deepEqual([first.messages.length, first.hasMore], [MESSAGES_A_PAGE, true])
  const second = await messageLog(db, { before: first.messages.at(-1)?.id })
  assert.deepEqual([second.messages.map(({ id }) => id), second.hasMore], [[2, 1], false])
})

testOnBoth('among many messages those that failed are found by their index', async (_, database) => {
  const { db } = database
  const many = sql`WITH RECURSIVE n(id) AS (SELECT 10 UNION ALL SELECT id + 1 FROM n WHERE id < 20000)`
  await sql`INSERT INTO outbox (id, kind, reference, channel, address, locale, priority, silent, state, attempts, not_after,
    next_at, created_at) ${many} SELECT id, 'otp', 'r', 'email', 'a@example.com', 'en', 0, 0,
    CASE WHEN id % 1000 = 0 THEN 'failed' ELSE 'sent' END, 1, id, id, id FROM n`.execute(db)
  await sql`ANALYZE`.execute(db)
  assert.equal((await shown(db, { group: 'failed' })).length, 20)
  assert.match(await planOf(database, selectMessages(db, { group: 'failed' })), /outbox_failed/)
})

test('every kind of message has a name that staff can read', () => {
  const unread = () => {
    throw new Error('Nothing is rendered here.')
  }
  const kinds = features.flatMap((feature) => Object.keys(feature.kinds?.(unread) ?? {}))
  assert.deepEqual(
    kinds.filter((kind) => !isTextKey(`messages.kind.${kind}`)),
    [],
  )
})

for (const database of dialects) {
  test(`staff see what became of a code's message, and neither code nor whole address (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    await addCustomer(portal, { name: 'Asha', email: 'asha@example.com' })
    for (const email of ['asha@example.com', 'nobody@example.com']) {
      await portal.browser().submit(paths.otp.request, { otp_type: 'email', email })
    }
    await portal.messages()
    const { text } = await (await signInStaff(portal, 'auditor')).get(paths.admin.messages)
    for (const words of ['a***@e***.com', 'Sign-in code', 'Sent', 'n***@e***.com', 'Decoy']) {
      assert.ok(text.includes(words), words)
    }
    assert.doesNotMatch(text, /asha@|nobody@/)
  })
}
