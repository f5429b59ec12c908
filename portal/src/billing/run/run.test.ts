import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { Dialect } from '../../db/dialect.ts'
import { dialects } from '../../testing/databases.ts'
import { endService } from '../services/services.ts'
import type { TestBooks } from '../testing/open-books.ts'
import { month, openTestBooks } from '../testing/open-books.ts'
import { setBand } from './band.ts'
import { runBilling } from './command.ts'
import { countRun } from './count-run.ts'
import { billPeriod, issueRun } from './issue-run.ts'
import { previewList } from './preview-list.ts'
import { approveRun, planRun, runById } from './runs.ts'

const january = { period: month('2026-01'), group: 'all' } as const

const onBoth = (title: string, run: (t: TestContext, database: Dialect) => Promise<void>) => {
  for (const database of dialects) test(`${title} (${database})`, (t) => run(t, database))
}

/** All that bills say, and what settles them. */
async function content({ parts: { db } }: TestBooks) {
  const bills = await db.selectFrom('bill').selectAll().orderBy('id').execute()
  const lines = await db.selectFrom('bill_line').selectAll().orderBy('bill_id').orderBy('position').execute()
  return JSON.stringify([bills.map(({ hash, ...bill }) => [{ ...bill }, Buffer.from(hash).toString('hex')]), lines])
}

onBoth('a run issues each bill once, and the second time none', async (t, database) => {
  const books = await openTestBooks(t, { database })
  await books.add(2)
  await books.add(1, { type: 'hotel', since: '2026-01-22' })
  assert.deepEqual(await billPeriod(books.system, january), { success: true, issued: 3 })
  assert.deepEqual(await billPeriod(books.system, january), { success: true, issued: 0 })
  const bills = await books.parts.db.selectFrom('bill').select(['number', 'total_minor']).orderBy('id').execute()
  assert.deepEqual(
    bills.map(({ number, total_minor }) => [number, total_minor]),
    [
      ['B-2026-000001', 30_000],
      ['B-2026-000002', 30_000],
      ['B-2026-000003', 32_258], // 10 of 31 days
    ],
  )
  assert.deepEqual(await books.prove(), [])
})

onBoth('two runs started together issue each bill once', async (t, database) => {
  const books = await openTestBooks(t, { database })
  await books.add(1100)
  const both = await Promise.all([billPeriod(books.system, january), billPeriod(books.clerk, january)])
  assert.equal(
    both.reduce((sum, one) => sum + (one.success ? one.issued : 0), 0),
    1100,
  )
  const bills = await books.parts.db.selectFrom('bill').select('customer_id').distinct().execute()
  assert.equal(bills.length, 1100)
  assert.deepEqual(await books.prove(), [])
})

onBoth('a run that was killed and taken up equals one that was not, byte for byte', async (t, database) => {
  const whole = await openTestBooks(t, { database })
  const killed = await openTestBooks(t, { database })
  for (const books of [whole, killed]) await books.add(1600)
  await billPeriod(whole.system, january)
  for (const commits of [1, 2, 3, 9]) {
    const dying = { ...killed.system, change: dyingAfter(killed, commits) }
    await billPeriod(dying, january).catch((error: Error) => assert.equal(error.message, 'killed'))
  }
  assert.deepEqual(await billPeriod(killed.system, january), { success: true, issued: 0 })
  assert.equal(await content(killed), await content(whole))
  assert.deepEqual(await killed.prove(), [])
})

/** Changes that go through, until one is undone as a whole, as when the process is gone. */
function dyingAfter({ parts }: TestBooks, commits: number): TestBooks['parts']['change'] {
  let left = commits
  return (step) =>
    parts.change(async (trx, commit) => {
      const answer = await step(trx, commit)
      left -= 1
      if (left < 0) throw new Error('killed')
      return answer
    })
}

test('a month is billed from its first day on, and inactive customers are not', async (t) => {
  const books = await openTestBooks(t)
  const [idle = ''] = await books.add(2)
  await books.parts.db.updateTable('customer').set({ active: 0 }).where('number', '=', idle).execute()
  const april = { period: month('2026-04'), group: 'all' } as const
  assert.deepEqual(await billPeriod(books.system, april), { success: false, reason: 'not_begun' })
  assert.deepEqual(await billPeriod(books.system, { ...april, period: month('2026-03') }), {
    success: true,
    issued: 1,
  })
})

test('a run of one type leaves the others for theirs', async (t) => {
  const books = await openTestBooks(t)
  await books.add(2)
  await books.add(3, { type: 'shop' })
  assert.deepEqual(await billPeriod(books.system, { ...january, group: 'shop' }), { success: true, issued: 3 })
  assert.deepEqual(await billPeriod(books.system, january), { success: true, issued: 2 })
})

test('a total that leaves the band is issued by name only', async (t) => {
  const books = await openTestBooks(t)
  await books.add(2)
  await setBand(books.clerk, 'all', { lowMinor: 0, highMinor: 50_000 })
  assert.deepEqual(await billPeriod(books.system, january), { success: false, reason: 'out_of_band' })
  const planned = await planRun(books.clerk, january)
  assert.ok(planned.success)
  const { runId } = planned
  const early = await approveRun(books.second, { runId, beyondBand: 'release' })
  assert.deepEqual(early, { success: false, reason: 'not_counted' })
  await countRun(books.parts, runId)
  assert.deepEqual(await issueRun(books.clerk, runId), { success: false, reason: 'not_approved' })
  const refused = await approveRun(books.clerk, { runId, beyondBand: 'refuse' })
  assert.deepEqual(refused, { success: false, reason: 'out_of_band' })
  await approveRun(books.second, { runId, beyondBand: 'release' })
  assert.deepEqual(await issueRun(books.clerk, runId), { success: true, issued: 2 })
  const run = await runById(books.parts.db, runId)
  assert.deepEqual([run?.released_by, run?.bills, run?.state], [Number(books.second.by.id), 2, 'done'])
})

onBoth('a plan says what a run would do, and who differs from the month before', async (t, database) => {
  const books = await openTestBooks(t, { database })
  const [, second = ''] = await books.add(600, { since: '2026-01-16' })
  await billPeriod(books.system, january)
  const { id: serviceId } = await books.parts.db
    .selectFrom('service')
    .select('id')
    .where('customer_id', '=', await books.idOf(second))
    .executeTakeFirstOrThrow()
  await endService(books.clerk, { serviceId, endsOn: '2026-02-01' })
  const planned = await planRun(books.clerk, { ...january, period: month('2026-02') })
  assert.ok(planned.success)
  await countRun(books.parts, planned.runId)
  const run = await runById(books.parts.db, planned.runId)
  assert.ok(run)
  assert.deepEqual(
    [run.planned_bills, run.planned_minor, run.bills_before, run.before_minor, run.unreachable, run.zero_bills],
    [599, 599 * 30_000, 599, 599 * 15_484, 599, 0],
  )
  const outliers = await previewList(books.parts.db, { runId: run.id, which: 'outliers' })
  assert.deepEqual(
    [outliers.rows.length, outliers.rows[0]?.number, outliers.rows[0]?.totalMinor, outliers.rows[0]?.beforeMinor],
    [50, second, null, 15_484],
  )
})

test('the command says how many bills it issued on its last line', async (t) => {
  const books = await openTestBooks(t)
  await books.add(3)
  const lines: string[] = []
  const complaints: string[] = []
  const tools = {
    parts: books.parts,
    print: (line: string) => lines.push(line),
    complain: (l: string) => complaints.push(l),
  }
  assert.equal(await runBilling(tools, { period: '2026-02' }), 0)
  assert.equal(lines.at(-1), '0 issued')
  assert.equal(await runBilling(tools, { period: '2026-02', approve: true }), 0)
  assert.equal(lines.at(-1), '3 issued')
  assert.equal(await runBilling(tools, { period: '2026-02', approve: true }), 0)
  assert.equal(lines.at(-1), '0 issued')
  assert.equal(await runBilling(tools, { period: '2026-2', approve: true }), 1)
  assert.equal(await runBilling(tools, { period: '2027-02', approve: true }), 1)
  assert.equal(complaints.length, 2)
})
