import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, deliveryReport } from '../../../../packages/courier/src/testing/reports.ts'
import { paths } from '../../paths.ts'
import { addCustomer } from '../../sign-in/testing/people.ts'
import { dialects } from '../../testing/databases.ts'
import { signInStaff } from '../../testing/sign-in-staff.ts'
import type { TestPortal } from '../../testing/start-portal.ts'
import { startPortal } from '../../testing/start-portal.ts'
import { bouncing, mailTo, readReports } from '../testing/bounce.ts'

const to = 'asha@example.com'

async function messageTo({ parts: { db } }: TestPortal, address: string) {
  const columns = ['state', 'fault', 'fault_detail'] as const
  return db.selectFrom('outbox').select(columns).where('address', '=', address).executeTakeFirstOrThrow()
}

for (const database of dialects) {
  test(`a mail that came back is shown to staff as failed, however often its report is read (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    await addCustomer(portal, { name: 'Asha', email: to })
    const report = deliveryReport(await mailTo(portal, to), { to })
    assert.equal((await messageTo(portal, to)).state, 'sent')
    await readReports(portal, report, report)
    assert.deepEqual(
      { ...(await messageTo(portal, to)) },
      {
        state: 'failed',
        fault: 'undeliverable',
        fault_detail: 'returned 5.1.1',
      },
    )
    assert.deepEqual(await bouncing(portal), [`${to} returned`])

    const staff = await signInStaff(portal, 'support')
    assert.match((await staff.get(`${paths.admin.messages}?state=failed`)).text, /There is no such address\./)
    const why = await staff.get(`${paths.admin.whyNoCode}?q=${encodeURIComponent(to)}`)
    assert.match(why.text, /The mail server says that this address cannot be reached/)
  })
}

test('a mail that was refused for itself has failed too, and its contact is not marked', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Asha', email: to })
  await readReports(portal, deliveryReport(await mailTo(portal, to), { to, status: '5.7.1' }))
  assert.deepEqual([(await messageTo(portal, to)).fault, await bouncing(portal)], ['rejected', []])
})

test('a mail that is late, was disliked, or came back for somebody else stays sent', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Asha', email: to })
  const id = await mailTo(portal, to)
  await readReports(
    portal,
    deliveryReport(id, { to, action: 'delayed', status: '4.4.1' }),
    deliveryReport(id, { to: 'forwarded@example.net' }),
    complaint(id),
  )
  assert.equal((await messageTo(portal, to)).state, 'sent')
})
