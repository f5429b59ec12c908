import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { dialects } from '../testing/databases.ts'
import { signInStaff } from '../testing/sign-in-staff.ts'
import { garden, startDesk } from './testing/desk.ts'

for (const database of dialects) {
  test(`a customer is found by number, name, contact and address (${database})`, async (t) => {
    const { clerk, add } = await startDesk(t, { database })
    const number = await add()
    await add({ name: 'Lake Hotel', address: '1 Lake Road', email: 'lake@example.com', phone: '984-1234567' })
    assert.equal(number, 'C-10001-4')
    for (const q of [
      number,
      'c 10001 4',
      '100014',
      'arden hou',
      'GARDEN@example.COM',
      'garden@',
      'lane patan',
      '10001',
    ]) {
      const { location } = await clerk.get(`${paths.admin.customers}?${new URLSearchParams({ q })}`)
      assert.equal(location, paths.admin.customer(number), q)
    }
    const byPhone = await clerk.get(`${paths.admin.customers}?q=%2B977+984-1234567`)
    assert.equal(byPhone.location, paths.admin.customer('C-10002-3'))
    const { text } = await clerk.get(paths.admin.customer(number))
    for (const shown of [number, 'Garden House', '12 Garden Lane', 'Garden@Example.com', '1 January 2026']) {
      assert.ok(text.includes(shown), shown)
    }
  })

  test(`the list goes by name, page by page, there and back (${database})`, async (t) => {
    const { portal, clerk } = await startDesk(t, { database })
    const names = Array.from({ length: 120 }, (_, i) => `Shop ${String(i).padStart(3, '0')}`)
    const rows = names.map((name, i) => ({
      ...({ number: `S-${i}`, name, type: 'shop', address: '1 Road', language: 'en', since: '2026-01-01' } as const),
      ...{ created_at: 1, updated_at: 1, active: i % 2 },
    }))
    await portal.parts.db.insertInto('customer').values(rows.toReversed()).execute()
    const shown = (text: string) => [...text.matchAll(/<bdi>(Shop \d+)<\/bdi>/g)].map(([, name]) => name)
    const turn = (text: string, way: string) =>
      new RegExp(`href="([^"]*[?&;](?:amp;)?${way}=\\d+)"`).exec(text)?.[1]?.replaceAll('&amp;', '&')
    const first = (await clerk.get(`${paths.admin.customers}?q=shop`)).text
    assert.deepEqual(shown(first), names.slice(0, 50))
    assert.equal(turn(first, 'before'), undefined)
    const second = (await clerk.get(turn(first, 'after') ?? '')).text
    assert.deepEqual(shown(second), names.slice(50, 100))
    const third = (await clerk.get(turn(second, 'after') ?? '')).text
    assert.deepEqual(shown(third), names.slice(100))
    assert.equal(turn(third, 'after'), undefined)
    assert.deepEqual(shown((await clerk.get(turn(third, 'before') ?? '')).text), names.slice(50, 100))
    const back = (await clerk.get(turn(second, 'before') ?? '')).text
    assert.deepEqual([shown(back), turn(back, 'before')], [names.slice(0, 50), undefined])
    const inactive = (await clerk.get(`${paths.admin.customers}?status=inactive&type=shop`)).text
    assert.equal(shown(inactive)[1], 'Shop 002')
    assert.deepEqual(shown((await clerk.get(`${paths.admin.customers}?type=hotel`)).text), [])
  })
}

test('a number with a wrong digit is told from one that nobody has', async (t) => {
  const { clerk } = await startDesk(t)
  assert.match((await clerk.get(`${paths.admin.customers}?q=C-10001-7`)).text, /C-10001-7 is not right/)
  assert.match((await clerk.get(`${paths.admin.customers}?q=C-10001-4`)).text, /No customer fits/)
})

test('whatever stands in the address of the list, it answers', async (t) => {
  const { clerk, add } = await startDesk(t)
  await add()
  for (const query of [
    'q=%00',
    'q=%ff',
    'q=%F0%9F',
    'after=x',
    'after=1e99',
    'before=-1',
    'type=x',
    'q=%25%22_*',
    `q=${'x'.repeat(5000)}`,
  ]) {
    assert.equal((await clerk.get(`${paths.admin.customers}?${query}`)).status, 200, query)
  }
  for (const number of ['none', '%00', '%ff', '..%2f']) {
    assert.equal((await clerk.get(`${paths.admin.customers}${number}/`)).status, 404, number)
  }
})

test('a form that is refused comes back with what was typed and what is wrong', async (t) => {
  const { clerk, add } = await startDesk(t)
  const refused = await clerk.submit(paths.admin.newCustomer, {
    ...garden,
    name: ' ',
    type: '',
    since: '31.12.2026',
    email: 'a@example.com; b@',
    phone: '12',
    address: '<b>12 "Garden" Lane</b>',
  })
  assert.equal(refused.status, 422)
  for (const says of [
    'Enter the name',
    'Choose what kind',
    'year-month-day',
    'not a mail domain',
    'value="a@example.com; b@"',
    '&lt;b&gt;12',
  ]) {
    assert.ok(refused.text.includes(says), says)
  }
  await add({ number: 'G-1' })
  const taken = await clerk.submit(paths.admin.newCustomer, { ...garden, name: 'Another', number: 'G-1' })
  assert.equal(taken.status, 422)
  assert.match(taken.text, /Another customer has this number/)
})

test('a clerk who sends the form twice adds one customer, unless the second is meant', async (t) => {
  const { portal, clerk, add } = await startDesk(t)
  const number = await add()
  const twice = await clerk.submit(paths.admin.newCustomer, garden)
  assert.equal(twice.status, 422)
  assert.ok(twice.text.includes(`href="${paths.admin.customer(number)}"`))
  await add({ again: 'yes' })
  const racing = { ...garden, name: 'Racing House' }
  const answers = await Promise.all([1, 2, 3].map(() => clerk.post(paths.admin.newCustomer, racing)))
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, 422, 422])
  assert.equal((await portal.parts.db.selectFrom('customer').select('id').execute()).length, 3)
})

test('who saves over somebody else’s change is shown it first', async (t) => {
  const { clerk, add } = await startDesk(t)
  const number = await add()
  const edit = paths.admin.editCustomer(number)
  const versionIn = (text: string) => /name="version" value="(\d+)"/.exec(text)?.[1] ?? ''
  const version = versionIn((await clerk.get(edit)).text)
  const first = await clerk.post(edit, { ...garden, name: 'Garden Hotel', type: 'hotel', version })
  assert.equal(first.location, paths.admin.customer(number))
  const late = await clerk.post(edit, { ...garden, address: '14 Garden Lane', version })
  assert.equal(late.status, 422)
  for (const shown of ['Somebody else changed', 'Garden Hotel', '>Hotel<', '14 Garden Lane']) {
    assert.ok(late.text.includes(shown), shown)
  }
  const again = await clerk.post(edit, { ...garden, address: '14 Garden Lane', version: versionIn(late.text) })
  assert.equal(again.status, 303)
  assert.match((await clerk.get(paths.admin.customer(number))).text, /14 Garden Lane/)
})

test('a customer is deactivated after a question, looks unknown, and can be taken back', async (t) => {
  const { portal, clerk, add } = await startDesk(t)
  const number = await add()
  const canSignIn = async () => {
    const browser = portal.browser()
    await browser.submit(paths.otp.request, { otp_type: 'email', email: garden.email })
    return (await portal.messages()).some(({ to }) => to === garden.email)
  }
  const page = await clerk.get(paths.admin.deactivateCustomer(number))
  assert.match(page.text, /Deactivate Garden House\?/)
  const done = await clerk.post(paths.admin.deactivateCustomer(number))
  assert.equal(done.location, paths.admin.customer(number))
  assert.match((await clerk.get(paths.admin.customer(number))).text, /The customer is deactivated\./)
  assert.equal(await canSignIn(), false)
  await clerk.submit(paths.admin.reactivateCustomer(number), {}, paths.admin.customer(number))
  assert.equal(await canSignIn(), true)
})

test('what a clerk types is text, never HTML', async (t) => {
  const { clerk, add } = await startDesk(t)
  const number = await add({ name: '<script>alert(1)</script>', address: '"><img src=x>', number: 'X/1 2' })
  const { text } = await clerk.get(paths.admin.customer(number))
  assert.ok(!text.includes('<script>alert') && !text.includes('<img'))
  assert.ok((await clerk.get(paths.admin.editCustomer(number))).text.includes('&lt;script&gt;'))
})

test('the list is taken out as a file that can be taken in again, and turned by age', async (t) => {
  const { clerk, add, portal } = await startDesk(t)
  await add({ name: 'Asha', email: 'asha@example.com;a2@example.com', phone: '+9779812345678' })
  await add({ name: '@Bina', address: '2 Road\nPatan', email: 'bina@example.com' })
  const { text } = await clerk.get(`${paths.admin.customers}?sort=newest`)
  assert.ok(text.indexOf('@Bina') < text.indexOf('>Asha<'))
  assert.equal((await clerk.get(paths.admin.exportCustomers)).status, 403, 'support reads, and takes nothing out')
  const auditor = await signInStaff(portal, 'auditor')
  const file = (await auditor.get(`${paths.admin.exportCustomers}?sort=newest`)).text
  const [head, bina, rest] = file.split('\r\n')
  assert.equal(head, 'name,type,email,phone,address,language,number,since,status')
  assert.match(bina ?? '', /^'@Bina,household,bina@example\.com,,"2 Road\nPatan",en,C-\d+-\d,2026-01-01,active$/)
  assert.match(rest ?? '', /^Asha,household,asha@example\.com;a2@example\.com,\+9779812345678,/)
})
