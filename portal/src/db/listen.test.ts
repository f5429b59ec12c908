import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { createAddress } from '../testing/databases.ts'
import { openDatabase } from './database.ts'

/** Counts notices, and lets a test wait for one more. */
function notices() {
  let wake = () => {}
  let count = 0
  return {
    hear() {
      count += 1
      wake()
    },
    get count() {
      return count
    },
    next: () =>
      new Promise<void>((resolve) => {
        wake = resolve
      }),
  }
}

test('a notice reaches who listens, also after the connection was lost', async (t) => {
  const faults: unknown[] = []
  const database = await openDatabase(await createAddress(t, 'postgres'), { onError: (error) => faults.push(error) })
  t.after(() => database.close())
  const { db, listen } = database
  assert.ok(listen)
  const heard = notices()
  const stop = await listen('bell', heard.hear)
  const notify = async () => {
    const next = heard.next()
    await sql`select pg_notify('bell', '')`.execute(db)
    await next
  }
  await notify()
  // Whatever was notified while the line was down is lost, so that coming back counts as a notice.
  const back = heard.next()
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'kerbside listen' and datname = current_database()`.execute(db)
  await back
  await notify()
  await stop()
  assert.equal(heard.count, 3)
  assert.notEqual(faults.length, 0)
})

test('a subscription that ends while it is opened again leaves no connection behind', async (t) => {
  const database = await openDatabase(await createAddress(t, 'postgres'), { onError: () => {} })
  t.after(() => database.close())
  const { db, listen } = database
  assert.ok(listen)
  const listening = async () => {
    const { rows } = await sql<{ count: number }>`select count(*) as count from pg_stat_activity
      where application_name = 'kerbside listen' and datname = current_database()`.execute(db)
    return rows[0]?.count
  }
  const stop = await listen('bell', () => {})
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'kerbside listen' and datname = current_database()`.execute(db)
  await stop()
  // One that was left behind would also keep this process from ending.
  while ((await listening()) !== 0) await new Promise((resolve) => setTimeout(resolve, 20))
})
