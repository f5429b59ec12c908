import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { dialects } from '../testing/databases.ts'
import { signInStaff } from '../testing/sign-in-staff.ts'
import type { TestPortalOptions } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'

const garden = {
  name: 'Garden House',
  type: 'household',
  address: '12 Garden Lane\nPatan',
  language: 'en',
  since: '2026-01-01',
  email: 'Garden@Example.com',
  phone: '',
  number: '',
}

/** A portal with a clerk at work in it. */
async function startDesk(t: TestContext, options: TestPortalOptions = {}) {
  const portal = await startPortal(t, options)
  const clerk = await signInStaff(portal, 'support')
  const add = async (fields: Partial<typeof garden> = {}) => {
    const added = await clerk.submit(paths.admin.newCustomer, { ...garden, ...fields })
    assert.equal(added.status, 303, added.text)
    return decodeURIComponent(added.location?.split('/')[3] ?? '')
  }
  return { portal, clerk, add }
}

for (const database of dialects) {
  test(`a customer who was added is found by number, name, contact and address (${database})`, async (t) => {
    const { clerk, add } = await startDesk(t, { database })
    const number = await add()
    await add({ name: 'Lake Hotel', address: '1 Lake Road', email: 'lake@example.com', phone: '984-1234567' })
    assert.equal(number, 'C-10001-3')
    for (const q of [number, 'c 10001 3', 'arden hou', 'GARDEN@example.COM', 'garden@', 'lane patan', '10001']) {
      const { location } = await clerk.get(`${paths.admin.customers}?${new URLSearchParams({ q })}`)
      assert.equal(location, paths.admin.customer(number), q)
    }
    const byPhone = await clerk.get(`${paths.admin.customers}?q=09841234567`)
    assert.equal(byPhone.location, paths.admin.customer('C-10002-1'))
    const { text } = await clerk.get(paths.admin.customer(number))
    for (const shown of [number, 'Garden House', '12 Garden Lane', 'Garden@Example.com', '1 January 2026']) {
      assert.ok(text.includes(shown), shown)
    }
  })
}
