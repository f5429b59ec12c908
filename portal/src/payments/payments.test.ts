import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { addCustomer } from '../sign-in/testing/people.ts'
import { signInCustomer, signInProgram } from '../testing/sign-in-customer.ts'
import { startPortal } from '../testing/start-portal.ts'

test('a customer without payments reads what will appear, and a program gets an empty list', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Asha', email: 'asha@example.com' })
  const browser = await signInCustomer(portal, 'asha@example.com')
  assert.match((await browser.get(paths.payments)).text, /No payments yet/)
  const list = await portal.browser().get(paths.api.payments, await signInProgram(portal, 'asha@example.com'))
  assert.deepEqual([list.status, JSON.parse(list.text)], [200, { items: [], next: null }])
})
