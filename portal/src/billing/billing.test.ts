import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { addCustomer } from '../sign-in/testing/people.ts'
import { signInCustomer, signInProgram } from '../testing/sign-in-customer.ts'
import { startPortal } from '../testing/start-portal.ts'

test('a customer without bills reads what will appear, and finds no bill by its number', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Asha', email: 'asha@example.com' })
  const browser = await signInCustomer(portal, 'asha@example.com')
  assert.match((await browser.get(paths.bills)).text, /No bills yet.*on the day it is issued/s)
  assert.match((await browser.get(paths.statement)).text, /No entries yet.*balance/s)
  for (const path of [paths.bill('2026-0042'), paths.billFile('2026-0042.pdf')]) {
    const answer = await browser.get(path)
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [404, 'text/html; charset=UTF-8'])
  }
})

test('a program is told that there are no bills, and which problem a bill that is not there is', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Asha', email: 'asha@example.com' })
  const headers = await signInProgram(portal, 'asha@example.com')
  const program = portal.browser()
  const list = await program.get(paths.api.bills, headers)
  assert.deepEqual([list.status, JSON.parse(list.text)], [200, { items: [], next: null }])
  const bill = await program.get(paths.api.bill('2026-0042'), headers)
  assert.deepEqual([bill.status, JSON.parse(bill.text).reason], [404, 'not_found'])
})
