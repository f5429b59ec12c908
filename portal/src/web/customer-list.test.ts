import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { addCustomer } from '../sign-in/testing/people.ts'
import { signInProgram } from '../testing/sign-in-customer.ts'
import { startPortal } from '../testing/start-portal.ts'

test('with several customers behind a token a list wants one of them by number, and only one of its own', async (t) => {
  const portal = await startPortal(t)
  const shop = await addCustomer(portal, { name: 'Shop', email: 'both@example.com' })
  const hotel = await addCustomer(portal, { name: 'Hotel', email: 'both@example.com' })
  const stranger = await addCustomer(portal, { name: 'Stranger', email: 'else@example.com' })
  const headers = await signInProgram(portal, 'both@example.com')
  const program = portal.browser()
  for (const list of [paths.api.bills, paths.api.payments, paths.api.feedback]) {
    const ask = async (query: string) => {
      const { status, text } = await program.get(list + query, headers)
      return [status, JSON.parse(text).reason]
    }
    assert.deepEqual(await ask(''), [422, 'invalid_input'])
    assert.deepEqual(await ask(`?customer=${shop.number}&customer=${hotel.number}`), [422, 'invalid_input'])
    assert.deepEqual(await ask(`?customer=${shop.number}`), [200, undefined])
    assert.deepEqual(await ask(`?customer=${hotel.number}`), [200, undefined])
    assert.deepEqual(await ask(`?customer=${stranger.number}`), [404, 'not_found'])
    assert.deepEqual(await ask('?customer='), [404, 'not_found'])
  }
})
