import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { createDatabase } from '../../../tools/testing/postgres.ts'
import type { Siege } from './testing/faults/siege.ts'
import { besiege } from './testing/faults/siege.ts'

const MESSAGES = 10_000

test('ten thousand messages flow through a process that is killed again and again, and none is lost (sqlite)', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kerbside-faults-'))
  t.after(() => rm(folder, { recursive: true }))
  await survives(t, { database: { dialect: 'sqlite', address: join(folder, 'outbox.db') }, processes: 1 })
})

test('ten thousand messages flow through two processes that are killed in turn, and none is lost (postgres)', async (t) => {
  await survives(t, { database: { dialect: 'postgres', address: await createDatabase(t) }, processes: 2 })
})

async function survives(t: TestContext, siege: Omit<Siege, 'messages' | 'seed'>): Promise<void> {
  const seed = randomInt(2 ** 31)
  t.diagnostic(`seed ${seed}`)
  const besieged = await besiege(t, { ...siege, messages: MESSAGES, seed })
  const { mails, kills, seconds } = besieged
  const copies = [...mails.values()].map(({ length }) => length)
  const again = copies.filter((count) => count > 1).length
  t.diagnostic(
    `${MESSAGES} messages, ${kills} kills, ${again} sent twice or more, ${Math.max(...copies)} times at most, ${seconds.toFixed(1)} s`,
  )
  const rows = await besieged.store.all('SELECT reference, state FROM outbox')
  assert.equal(rows.length, MESSAGES)
  assert.ok(rows.every(({ state }) => state === 'sent'))
  assert.deepEqual(new Set(mails.keys()), new Set(rows.map(({ reference }) => reference)))
  for (const [reference, ids] of mails) assert.equal(new Set(ids).size, 1, `${reference} has one Message-ID`)
  assert.equal(new Set([...mails.values()].map(([id]) => id)).size, MESSAGES)
  assert.ok(kills >= 3 && Math.max(...copies) <= 1 + kills)
}
