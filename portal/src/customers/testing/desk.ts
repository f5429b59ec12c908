import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { paths } from '../../paths.ts'
import { signInStaff } from '../../testing/sign-in-staff.ts'
import type { TestPortalOptions } from '../../testing/start-portal.ts'
import { startPortal } from '../../testing/start-portal.ts'

/** The form of a new customer, filled in. */
export const garden = {
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
export async function startDesk(t: TestContext, options: TestPortalOptions = {}) {
  const portal = await startPortal(t, options)
  const clerk = await signInStaff(portal, 'support')
  return {
    portal,
    clerk,
    /** Adds a customer by the form, and gives the number. */
    async add(fields: Readonly<Record<string, string>> = {}): Promise<string> {
      const added = await clerk.submit(paths.admin.newCustomer, { ...garden, ...fields })
      assert.equal(added.status, 303, /error-summary-list.*/.exec(added.text)?.[0] ?? '')
      return decodeURIComponent(added.location?.split('/')[3] ?? '')
    },
  }
}
