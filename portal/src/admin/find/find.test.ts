import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDesk } from '../../billing/testing/open-desk.ts'
import { paths } from '../../paths.ts'
import { dialects } from '../../testing/databases.ts'

for (const database of dialects) {
  test(`one field goes straight to whatever has the number (${database})`, async (t) => {
    const desk = await openDesk(t, { database })
    const [asha = ''] = await desk.add({ name: 'Asha Rai', email: 'asha@example.com' }, { name: 'Bina Rai' })
    const bill = await desk.bill(asha, '2026-03')
    const receipt = await desk.pay(asha, 30_000)
    await desk.clerk.submit(paths.admin.creditBill(bill), {
      ...(await desk.openForm(paths.admin.creditBill(bill))),
      ...{ extent: 'kept', reason: 'storm' },
    })
    const leads = async (q: string) =>
      (await desk.clerk.get(`${paths.admin.find}?${new URLSearchParams({ q })}`)).location
    assert.equal(await leads(asha), paths.admin.customer(asha))
    assert.equal(await leads(' ASHA@example.com '), paths.admin.customer(asha))
    assert.equal(await leads('asha rai'), paths.admin.customer(asha), 'the only one')
    assert.equal(await leads(bill), paths.admin.bill(bill))
    assert.equal(await leads('b 2026 1'), paths.admin.bill(bill))
    assert.equal(await leads('r-2026-1'), paths.admin.payment(receipt))
    assert.equal(await leads('N20261'), paths.admin.creditNote('N-2026-000001'))
    assert.equal(await leads('B-2026-999999'), undefined)
  })

  test(`what may be several is shown, each leading to its page (${database})`, async (t) => {
    const desk = await openDesk(t, { database })
    const [asha = '', bina = ''] = await desk.add({ name: 'Asha Rai' }, { name: 'Bina Rai' })
    for (const [customer, reference] of [
      [asha, 'Rai-CHQ-1'],
      [bina, 'rai-chq-2'],
      [bina, 'other_rai'],
    ] as const) {
      const form = { ...(await desk.openForm(paths.admin.newPayment)), customer, reference }
      await desk.clerk.post(paths.admin.newPayment, {
        ...form,
        amount: '5',
        method: 'cheque',
        received_on: '2026-03-02',
        again: 'yes',
      })
    }
    const find = (q: string) => desk.clerk.get(`${paths.admin.find}?${new URLSearchParams({ q })}`)
    const { text } = await find('rai')
    assert.match(text, /Asha Rai.*Bina Rai.*Rai-CHQ-1.*rai-chq-2/s)
    assert.doesNotMatch(text, /other_rai/)
    assert.equal((await find('RAI-chq-2')).location, paths.admin.payment('R-2026-000002'))
    assert.match((await find('zzzz')).text, /Nothing was found/)
    assert.match((await find('%_%')).text, /Nothing was found/, 'no letter stands for others')
    assert.match((await find('bi')).text, /at least three letters/)
    assert.match((await find('')).text, /autofocus/)
  })
}

test('a customer number that was heard wrong is said to be so', async (t) => {
  const desk = await openDesk(t)
  const { text } = await desk.clerk.get(`${paths.admin.find}?q=C-10042-6`)
  assert.match(text, /C-10042-6/)
  assert.match(text, /notice-warning/)
})
