import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../../../paths.ts'
import { dialects } from '../../../testing/databases.ts'
import type { Desk } from '../../testing/open-desk.ts'
import { openDesk } from '../../testing/open-desk.ts'

const seenIn = (page: string): string => /name="seen" value="([^"]*)"/.exec(page)?.[1] ?? ''

/** Sends the form of a change as a clerk does: once to see what it does, once to save. */
async function change(desk: Desk, customer: string, name: string, fields: Record<string, string>) {
  const { of, ...typed } = fields
  const address = `${paths.admin.changeServices(customer, name)}${of === undefined ? '' : `?of=${of}`}`
  const form = { ...(await desk.openForm(address)), ...typed }
  const seen = await desk.clerk.post(address, form)
  const save = { ...form, step: 'save', seen: seenIn(seen.text) }
  const saved = seen.status === 200 ? await desk.clerk.post(address, save) : seen
  return { seen: seen.text, status: saved.status, again: () => desk.clerk.post(address, save) }
}

for (const database of dialects) {
  test(`what a change does to the next bill is said beforehand, and is what happens (${database})`, async (t) => {
    const desk = await openDesk(t, { database })
    const [asha = ''] = await desk.add({ name: 'Asha' })
    const page = paths.admin.services(asha)
    const next = async () =>
      /as things stand.*?(Rs.?[\d,.]+|Nothing to bill)/s.exec((await desk.clerk.get(page)).text)?.[1]
    assert.equal((await next())?.replace(/\s/, ' '), 'Rs 300.00')
    const charge = await change(desk, asha, 'charge', {
      ...{ item: 'own', description: 'Sofa', unit: 'piece', price: '212.50', quantity: '1', charged_on: '2026-03-02' },
    })
    assert.match(charge.seen, /The bill for March 2026 will be Rs.?512\.50, Rs.?212\.50 more/)
    assert.equal((await next())?.replace(/\s/, ' '), 'Rs 512.50')
    const discount = await change(desk, asha, 'discount', {
      ...{ name: 'Neighbour', service: '', off: 'percent', percent: '50', from_on: '2026-03-01', last_on: '' },
    })
    assert.match(discount.seen, /Rs.?362\.50, Rs.?150\.00 less/)
    const pause = await change(desk, asha, 'pause', {
      of: '1',
      from_on: '2026-04-01',
      last_on: '2026-04-15',
      share: '0',
    })
    assert.match(pause.seen, /The bill for April 2026 will be Rs.?75\.00, Rs.?75\.00 less/)
    const bill = await desk.bill(asha, '2026-03')
    assert.match((await desk.clerk.get(paths.admin.bill(bill))).text, /Rs.?362\.50/)
    assert.deepEqual(await desk.prove(), [])
  })
}

test('looking at what a change does changes nothing', async (t) => {
  const desk = await openDesk(t)
  const [asha = ''] = await desk.add({ name: 'Asha' })
  const address = paths.admin.changeServices(asha, 'add')
  const form = { ...(await desk.openForm(address)), plan: '1', quantity: '2', starts_on: '2026-03-01' }
  const before = await desk.count('audit_event')
  const seen = await desk.clerk.post(address, form)
  assert.match(seen.text, /Rs.?900\.00, Rs.?600\.00 more/)
  assert.deepEqual([await desk.count('service'), await desk.count('audit_event')], [1, before])
  assert.match(seen.text, /id="field-quantity"[^>]*value="2"/)
  const save = { ...form, step: 'save', seen: seenIn(seen.text) }
  const other = await desk.clerk.post(address, { ...save, quantity: '3' })
  assert.match(
    other.text,
    /Rs.?1,200\.00, Rs.?900\.00 more/,
    'what was changed after it was looked at is looked at again',
  )
  assert.equal(await desk.count('service'), 1)
  assert.equal((await desk.clerk.post(address, save)).status, 303)
  assert.equal(await desk.count('service'), 2)
})

test('a form that is saved twice changes once', async (t) => {
  const desk = await openDesk(t)
  const [asha = ''] = await desk.add({ name: 'Asha' })
  const added = await change(desk, asha, 'add', { plan: '1', quantity: '1', starts_on: '2026-03-01' })
  assert.deepEqual([added.status, (await added.again()).status, await desk.count('service')], [303, 303, 2])
  const charge = { item: 'own', description: 'Sofa', unit: '', price: '1', quantity: '1', charged_on: '2026-03-02' }
  const charged = await change(desk, asha, 'charge', charge)
  assert.deepEqual([(await charged.again()).status, await desk.count('extra_charge')], [303, 1])
  const withdrawn = await change(desk, asha, 'withdraw', { of: '1' })
  assert.deepEqual([withdrawn.status, (await withdrawn.again()).location], [303, paths.admin.services(asha)])
})

test('a service ends on any day, and a pause whose end was open ends', async (t) => {
  const desk = await openDesk(t)
  const [asha = ''] = await desk.add({ name: 'Asha' })
  await change(desk, asha, 'pause', { of: '1', from_on: '2026-03-11', last_on: '', share: '25' })
  assert.match((await desk.clerk.get(paths.admin.services(asha))).text, /Since.*11 March 2026.*25.?% billed/s)
  const resumed = await change(desk, asha, 'resume', { of: '1', from_on: '2026-03-21' })
  assert.equal(resumed.status, 303)
  const early = await change(desk, asha, 'end', { of: '1', last_on: '2025-12-30' })
  assert.match(early.seen, /It cannot end before it begins/)
  const ended = await change(desk, asha, 'end', { of: '1', last_on: '2026-03-30' })
  // 10 days, 10 at a quarter, 10 days of 31.
  assert.match(ended.seen, /The bill for March 2026 will be|stays at/)
  const bill = await desk.bill(asha, '2026-03')
  assert.match((await desk.clerk.get(paths.admin.bill(bill))).text, /Rs.?217\.74/)
})

test('a waste item is charged by quantity at its price of the day', async (t) => {
  const desk = await openDesk(t)
  const [asha = ''] = await desk.add({ name: 'Asha' })
  const saved = await desk.clerk.submit(paths.admin.wasteItems, { name: 'Glass', unit: 'bag', price: '20' })
  assert.equal(saved.status, 303)
  const charge = await change(desk, asha, 'charge', { item: '1', quantity: '2.5', charged_on: '2026-03-02' })
  assert.match(charge.seen, /Rs.?350\.00, Rs.?50\.00 more/)
  await desk.clerk.submit(paths.admin.wasteItems, { name: 'Glass', unit: 'bag', price: '30' })
  const { text } = await desk.clerk.get(paths.admin.services(asha))
  assert.match(text, /Glass.*2\.5 bag.*Rs.?20\.00/s)
})

test('what cannot be is said beside its field', async (t) => {
  const desk = await openDesk(t)
  const [asha = '', bina = ''] = await desk.add({ name: 'Asha' }, { name: 'Bina' })
  const charge = { item: 'own', description: 'Sofa', unit: '', price: '1', quantity: '1', charged_on: '2026-03-02' }
  const discount = { name: 'D', service: '', off: 'percent', percent: '10', from_on: '2026-03-01', last_on: '' }
  for (const [name, fields, said] of [
    ['add', { plan: '1', quantity: '0', starts_on: '2026-03-01' }, /Enter a quantity above zero/],
    ['add', { plan: '99', quantity: '1', starts_on: '2026-03-01' }, /There is no such plan/],
    ['charge', { ...charge, item: '' }, /Choose what is charged/],
    ['charge', { ...charge, quantity: '1.2345' }, /Enter a quantity above zero/],
    ['charge', { ...charge, price: '-1' }, /Enter a price in figures/],
    ['charge', { ...charge, tax: '7' }, /not in the form that is needed/],
    ['charge', { ...charge, item: '7' }, /There is no such item/],
    ['discount', { ...discount, off: '' }, /Choose how much is taken off/],
    ['discount', { ...discount, percent: '0' }, /Enter a percentage/],
    ['discount', { ...discount, percent: '101' }, /Enter a percentage/],
    ['discount', { ...discount, last_on: '2026-02-01' }, /must not come before the first/],
    ['discount', { ...discount, service: '2' }, /There is no such service/],
    ['pause', { of: '1', from_on: 'x', last_on: '', share: '0' }, /Enter a day of the calendar/],
  ] as const) {
    assert.match((await change(desk, asha, name, fields)).seen, said, name)
  }
  const other = await desk.clerk.get(`${paths.admin.changeServices(bina, 'end')}?of=1`)
  assert.equal(other.status, 404, 'the service of somebody else')
  assert.equal((await desk.clerk.get(paths.admin.changeServices(asha, 'nonsense'))).status, 404)
})

test('several customers are charged the same, all of them once', async (t) => {
  const desk = await openDesk(t)
  const numbers = await desk.add({ name: 'Asha' }, { name: 'Bina' }, { name: 'Chandra' })
  const list = (await desk.clerk.get(paths.admin.customers)).text
  const ids = [...list.matchAll(/type="checkbox"[^>]*name="c" value="(\d+)"/g)].map(([, id = '']) => id)
  assert.equal(ids.length, numbers.length)
  const page = `${paths.admin.chargeMany}?${ids
    .slice(0, 2)
    .map((id) => `c=${id}`)
    .join('&')}`
  assert.match((await desk.clerk.get(page)).text, /2 customers.*Asha.*Bina/s)
  const form = await desk.openForm(page)
  const charge = {
    ...form,
    item: 'own',
    description: 'Festival',
    unit: '',
    price: '10',
    quantity: '1',
    charged_on: '2026-03-02',
  }
  const wrong = await desk.clerk.post(paths.admin.chargeMany, { ...charge, price: '' })
  assert.deepEqual([wrong.status, /Enter a price/.test(wrong.text)], [422, true])
  const unknown = await desk.clerk.post(paths.admin.chargeMany, { ...charge, item: '9' })
  assert.deepEqual([unknown.status, await desk.count('extra_charge')], [422, 0])
  for (const _ of [1, 2]) {
    const { location } = await desk.clerk.post(paths.admin.chargeMany, charge)
    assert.equal(location, paths.admin.customers)
  }
  assert.equal(await desk.count('extra_charge'), 2)
})
