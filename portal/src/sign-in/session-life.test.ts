import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { signInCustomer, signInProgram } from '../testing/sign-in-customer.ts'
import { signInStaff } from '../testing/sign-in-staff.ts'
import { startPortal } from '../testing/start-portal.ts'
import { addCustomer } from './testing/people.ts'

const DAY = 86_400_000

test('a session ends 30 days after its sign-in, however much it is used, for customers, programs and staff', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Demo Household', email: 'demo@example.com' })
  const customer = await signInCustomer(portal, 'demo@example.com')
  const headers = await signInProgram(portal, 'demo@example.com')
  const staff = await signInStaff(portal, 'support')
  const program = portal.browser()
  const statuses = async () => {
    const answers = [customer.get(paths.dashboard), program.get(paths.api.me, headers), staff.get(paths.admin.home)]
    return (await Promise.all(answers)).map(({ status }) => status)
  }
  for (let day = 0; day < 30; day += 5) {
    assert.deepEqual(await statuses(), [200, 200, 200], `day ${day}`)
    // "Last used" is written beside the answer; a write of ours comes behind it.
    await portal.parts.database.store.write(() => undefined)
    portal.clock.advance(5 * DAY)
  }
  assert.deepEqual(await statuses(), [303, 401, 303])
})
