import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { staffRoles } from '../staff/index.ts'
import type { Action } from '../web/permissions.ts'
import { permissions } from '../web/permissions.ts'
import { signInStaff } from './sign-in-staff.ts'
import type { TestPortal } from './start-portal.ts'
import { startPortal } from './start-portal.ts'

/** The addresses of a feature that are for staff, each with what one has to be allowed to do there. */
export interface RoleTable {
  readonly folder: string
  /** By method and pattern: `GET /admin/customers/`. */
  readonly actions: Readonly<Record<string, Action>>
  /** Makes what the addresses are about, and gives the values of their parts: `{ number: 'C-1' }`. */
  prepare(portal: TestPortal): Promise<Readonly<Record<string, string>>>
}

/** Tries every address of staff in every role: who may not is refused by the server, whatever the pages offer. */
export function testRoles({ folder, actions, prepare }: RoleTable): void {
  const start = async (t: TestContext) => {
    const portal = await startPortal(t)
    const addresses = portal.app.addresses.filter(
      ({ path, ...one }) => one.folder === folder && path.startsWith('/admin/'),
    )
    return { portal, addresses: addresses.map(({ method, path }) => `${method} ${path}`) }
  }

  test(`each address of ${folder} for staff has its action`, async (t) => {
    const { addresses } = await start(t)
    assert.deepEqual(addresses.toSorted(), Object.keys(actions).toSorted())
  })

  for (const role of staffRoles) {
    test(`${role} opens of ${folder} what the role may, and nothing else`, async (t) => {
      const { portal } = await start(t)
      const parts = await prepare(portal)
      const browser = await signInStaff(portal, role)
      for (const [address, action] of Object.entries(actions)) {
        const [method = '', pattern = ''] = address.split(' ')
        const path = pattern.replaceAll(/:(\w+)/g, (_, name: string) => parts[name] ?? name)
        await browser.get('/staff/') // a token for the form, whoever may see its page
        const { status } = method === 'GET' ? await browser.get(path) : await browser.post(path)
        const roles: readonly string[] = permissions[action]
        if (roles.includes(role)) assert.ok(status !== 403 && status < 500, `${role} ${address}: ${status}`)
        else assert.equal(status, 403, `${role} ${address}`)
      }
    })
  }

  test(`nobody opens an address of ${folder} for staff without a session`, async (t) => {
    const { portal } = await start(t)
    const parts = await prepare(portal)
    const stranger = portal.browser()
    await stranger.get('/staff/')
    for (const address of Object.keys(actions)) {
      const [method = '', pattern = ''] = address.split(' ')
      const path = pattern.replaceAll(/:(\w+)/g, (_, name: string) => parts[name] ?? name)
      const { location } = method === 'GET' ? await stranger.get(path) : await stranger.post(path)
      assert.equal(location, '/staff/', address)
    }
  })
}
