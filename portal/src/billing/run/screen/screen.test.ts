import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { paths } from '../../../paths.ts'
import { signInStaff } from '../../../testing/sign-in-staff.ts'
import type { Desk } from '../../testing/open-desk.ts'
import { openDesk } from '../../testing/open-desk.ts'
import { withoutChores } from '../../testing/without-chores.ts'
import { workOnRuns } from '../work-on-runs.ts'

const plan = { group: 'all', month: '2026-03' }

/** Does what the chore does, until nothing is left to do. */
const work = ({ portal: { parts } }: Desk) => workOnRuns(parts, new AbortController().signal)

async function planned(desk: Desk, fields: Record<string, string> = plan): Promise<string> {
  const { location } = await desk.clerk.submit(paths.admin.billing, fields)
  const [id] = /\d+/.exec(location ?? '') ?? []
  assert.ok(id)
  return id
}

async function deskWith(t: TestContext) {
  const desk = await openDesk(t, { features: withoutChores })
  await desk.add({ name: 'Asha Rai' }, { name: 'Hotel Sagar', type: 'hotel' })
  return desk
}

test('a run goes from its preview by an approval to its bills, and its customers are told', async (t) => {
  const desk = await deskWith(t)
  const id = await planned(desk)
  const page = paths.admin.billingRun(id)
  assert.match((await desk.clerk.get(page)).text, /Being counted.*How far is it\?/s)
  const early = await desk.clerk.post(paths.admin.approveRun(id))
  assert.equal(early.status, 422)
  await work(desk)
  const preview = (await desk.clerk.get(page)).text
  assert.match(preview, /2 bills, Rs.1,300\.00/)
  assert.match(preview, /Hotel Sagar.*no bill.*Rs.1,000\.00.*new/s)
  assert.equal((await desk.clerk.submit(paths.admin.approveRun(id), {}, page)).location, page)
  assert.match((await desk.clerk.get(page)).text, /The bills are being issued.*Being issued/s)
  await work(desk)
  const done = (await desk.clerk.get(page)).text
  assert.match(done, /Done.*2 bills, Rs.1,300\.00.*billing.*Messages that did not arrive/s)
  const told = (await desk.portal.messages()).filter(({ subject }) => subject?.startsWith('Your bill'))
  assert.equal(told.length, 2)
  assert.match((await desk.clerk.get(paths.admin.bill('B-2026-000001'))).text, /Messages.*Accepted|Messages.*Sent/s)
  assert.deepEqual(await desk.prove(), [])
})

test('a run beyond its band needs a release, and says by whom', async (t) => {
  const desk = await deskWith(t)
  const admin = await signInStaff(desk.portal, 'admin', 'Maya')
  await admin.submit(paths.admin.billingBand('all'), { low: '0', high: '1000' })
  assert.match((await desk.clerk.get(paths.admin.billing)).text, /Rs.0\.00 to Rs.1,000\.00/)
  const id = await planned(desk)
  const page = paths.admin.billingRun(id)
  await work(desk)
  assert.match((await desk.clerk.get(page)).text, /The total leaves the band/)
  const held = await desk.clerk.submit(paths.admin.approveRun(id), {}, page)
  assert.equal(held.status, 422)
  assert.match(held.text, /Tick this box to release/)
  await work(desk)
  assert.equal(await desk.count('bill'), 0)
  await admin.submit(paths.admin.approveRun(id), { release: 'yes' }, page)
  await work(desk)
  assert.equal(await desk.count('bill'), 2)
  assert.match((await desk.clerk.get(page)).text, /Released beyond the band.*Maya/s)
})

test('prices that rose after the approval are stopped by the brake before anything more is issued', async (t) => {
  const desk = await deskWith(t)
  const { parts } = desk.portal
  const admin = await signInStaff(desk.portal, 'admin', 'Maya')
  await admin.submit(paths.admin.billingBand('all'), { low: '', high: '1500' })
  const id = await planned(desk)
  const page = paths.admin.billingRun(id)
  await work(desk)
  await desk.clerk.submit(paths.admin.approveRun(id), {}, page)
  await parts.db
    .insertInto('plan_price')
    .values({ plan_id: 3, from_on: '2026-01-01', price_minor: 900_000, created_at: parts.clock.now() })
    .execute()
  await work(desk)
  assert.equal(await desk.count('bill'), 0)
  assert.match((await desk.clerk.get(page)).text, /Stopped.*The total left the band on the way/s)
  assert.equal((await desk.clerk.submit(paths.admin.approveRun(id), {}, page)).status, 422)
  await desk.clerk.submit(paths.admin.approveRun(id), { release: 'yes' }, page)
  await work(desk)
  assert.equal(await desk.count('bill'), 2)
})

test('a band that makes no sense is refused, and an empty one takes the brake away', async (t) => {
  const desk = await deskWith(t)
  const admin = await signInStaff(desk.portal, 'admin')
  const page = paths.admin.billingBand('shop')
  for (const fields of [
    { low: '10', high: '5' },
    { low: '10', high: '' },
    { low: 'x', high: '5' },
  ]) {
    assert.equal((await admin.submit(page, fields)).status, 422)
  }
  await admin.submit(page, { low: '5', high: '10' })
  assert.equal(await desk.count('billing_band'), 1)
  await admin.submit(page, { low: '', high: '' })
  assert.equal(await desk.count('billing_band'), 0)
})

test('whom no message reached is listed after the run, whatever was queued', async (t) => {
  const desk = await deskWith(t)
  const { parts } = desk.portal
  await parts.db.deleteFrom('customer_contact').where('address', 'like', 'Asha%').execute()
  const id = await planned(desk)
  await work(desk)
  await desk.clerk.submit(paths.admin.approveRun(id), {}, paths.admin.billingRun(id))
  await work(desk)
  await desk.portal.messages()
  const list = (which: string) => `${paths.admin.runUnreached(id)}?which=${which}`
  assert.match((await desk.clerk.get(list('untold'))).text, /Asha Rai/)
  assert.doesNotMatch((await desk.clerk.get(list('failed'))).text, /Hotel Sagar/)
  await parts.db.updateTable('outbox').set({ state: 'failed' }).where('kind', '=', 'bill').execute()
  assert.match((await desk.clerk.get(list('failed'))).text, /Hotel Sagar.*Failed/s)
  assert.match((await desk.clerk.get(paths.admin.billingRun(id))).text, /Some customers have not heard/)
})

test('a plan that was dropped issues nothing, and its preview is forgotten', async (t) => {
  const desk = await deskWith(t)
  const id = await planned(desk)
  await work(desk)
  const dropped = await desk.clerk.submit(paths.admin.dropRun(id), {}, paths.admin.billingRun(id))
  assert.equal(dropped.location, paths.admin.billing)
  const late = await desk.clerk.post(paths.admin.approveRun(id))
  assert.equal(late.status, 422)
  await work(desk)
  assert.equal(await desk.count('bill'), 0)
})

test('a month that has not begun is refused, and so is a run that is not there', async (t) => {
  const desk = await deskWith(t)
  assert.equal((await desk.clerk.submit(paths.admin.billing, { ...plan, month: '2027-01' })).status, 422)
  for (const path of [paths.admin.billingRun('7'), paths.admin.runProgress('7'), paths.admin.billingBand('cats')])
    assert.ok([404, 403].includes((await desk.clerk.get(path)).status), path)
})

test('a page is told how a run goes on, and that it is over', async (t) => {
  const desk = await deskWith(t)
  const id = await planned(desk)
  const waiting = desk.clerk.get(paths.admin.runProgress(id))
  await work(desk)
  const { text, headers } = await waiting
  assert.match(headers.get('content-type') ?? '', /event-stream/)
  assert.match(text, /event: end/)
  assert.equal((await desk.clerk.get(paths.admin.runProgress(id))).status, 204)
})
