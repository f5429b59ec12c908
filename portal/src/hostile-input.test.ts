import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from './paths.ts'
import { addCustomer } from './sign-in/testing/people.ts'
import type { Browser } from './testing/browser.ts'
import { signInCustomer } from './testing/sign-in-customer.ts'
import { signInStaff } from './testing/sign-in-staff.ts'
import { startPortal } from './testing/start-portal.ts'

/** What an address may hold to confuse whoever reads it: NUL, broken UTF-8, line breaks, other hosts, other numbers. */
const parts = [
  '%00',
  '%ed%a0%80',
  '%ff',
  'a%0d%0aset-cookie:%20a=b',
  '%5c%5cevil.example',
  '%2f%2fevil.example',
  '..%2f..%2fpackage.json',
  '99999999999999999999',
  '9e99',
  '__proto__',
  `${'a'.repeat(3000)}`,
]

/** One address for each way in which a part of it is read. */
const asStranger = (part: string) => [
  `/${part}`,
  `/not-me/${part}`,
  `/not-me/${part}/`,
  `/assets/${part}`,
  `/otp/request/?email=${part}`,
  `/dev/styles/?shell=${part}`,
  `/check/${part}/${part}/`,
]
const asCustomer = (part: string) => [
  paths.bill(':n').replace(':n', part),
  `/bills/${part}`,
  `/bills/${part}.pdf`,
  ...['payments', 'credit-notes', 'statement'].flatMap((list) => [`/${list}/${part}/`, `/${list}/${part}.pdf`]),
  ...['show', 'before', 'after', 'from', 'to'].flatMap((field) =>
    [paths.bills, paths.payments, paths.statement].map((list) => `${list}?${field}=${part}`),
  ),
  `/otp/again/?next=${part}`,
  `/account/?x=${part}`,
]
const asStaff = (part: string) => [
  `/admin/customers/${part}`,
  `/admin/customers/${part}/`,
  `/admin/staff/${part}/`,
  `/staff/again/?next=${part}`,
  ...['q', 'subject', 'name', 'before', 'after', 'from', 'until', 'state'].flatMap((field) =>
    [paths.admin.customers, paths.admin.otps, paths.admin.sessions, paths.admin.messages, paths.admin.audit].map(
      (list) => `${list}?${field}=${part}`,
    ),
  ),
]

for (const database of ['sqlite', 'postgres'] as const) {
  test(`whatever stands in an address, it makes nothing fail and leads to no other site (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    await addCustomer(portal, { name: 'Asha Rai', email: 'asha@example.com' })
    const visits: readonly (readonly [Browser, (part: string) => string[]])[] = [
      [portal.browser(), asStranger],
      [await signInCustomer(portal, 'asha@example.com'), asCustomer],
      [await signInStaff(portal, 'admin'), asStaff],
    ]
    for (const [browser, addresses] of visits) {
      for (const address of parts.flatMap(addresses)) {
        const { status, location, headers } = await browser.get(address)
        assert.ok(status < 500, `${status} ${address}`)
        assert.match(location ?? '/', /^\/(?![/\\])/, address)
        assert.doesNotMatch(headers.getSetCookie().join(), /\ba=b/, address)
      }
    }
    assert.doesNotMatch(portal.logged.join(''), /request failed/)
  })
}

test('JSON of any depth and any names is refused or taken like other JSON, and changes no prototype', async (t) => {
  const portal = await startPortal(t)
  const browser = portal.browser()
  const request = async (body: string) => {
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json' } }
    return (await browser.send(paths.api.request, init)).status
  }
  const deep = '['.repeat(30_000) + ']'.repeat(30_000)
  const asked = '"otpType":"email","email":"asha@example.com"'
  for (const [body, status] of [
    [deep, 422],
    [`{"otpType":"email","email":${deep}}`, 422],
    [`${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`, 422],
    ['null', 422],
    ['{"otpType":"__proto__","email":"asha@example.com"}', 422],
    [`{"__proto__":{${asked}}}`, 422],
    [`{${asked},"__proto__":{"isAdmin":true},"recipient":"mallory@example.com","purpose":"staff-sign-in"}`, 202],
  ] as const) {
    assert.equal(await request(body), status, body.slice(0, 80))
  }
  assert.equal('isAdmin' in {}, false)
  assert.deepEqual(await portal.messages(), [])
})
