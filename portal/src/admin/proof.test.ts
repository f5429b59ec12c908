import assert from 'node:assert/strict'
import { test } from 'node:test'
import { beginProof } from '../billing/index.ts'
import { openDesk } from '../billing/testing/open-desk.ts'
import { paths } from '../paths.ts'
import { dialects } from '../testing/databases.ts'
import { signInStaff } from '../testing/sign-in-staff.ts'

for (const database of dialects) {
  test(`staff see whether the books prove, and whoever may proves them now (${database})`, async (t) => {
    const desk = await openDesk(t, { database })
    const [asha = ''] = await desk.add({ name: 'Asha' })
    await desk.bill(asha, '2026-03')
    const home = async () => (await desk.clerk.get(paths.admin.home)).text
    assert.match(await home(), /The books have not been checked yet/)
    const proven = async () => {
      const { location } = await desk.clerk.submit(paths.admin.proof, {}, paths.admin.home)
      assert.equal(location, paths.admin.home)
      for (;;) {
        const page = await home()
        if (!page.includes('The books are being checked.')) return page
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    assert.match(await proven(), /The books prove:.*Checked/s)
    await desk.portal.parts.db.updateTable('counter').set({ last: 7 }).where('name', '=', 'bill:2026').execute()
    desk.portal.clock.advance(60_000)
    const broken = await proven()
    assert.match(broken, /The books do not prove: one fault/)
    assert.match(broken, /series bill:2026 goes to 1, and its counter stands at 7/)
    const support = await signInStaff(desk.portal, 'support')
    assert.doesNotMatch((await support.get(paths.admin.home)).text, /Check now/)
    assert.equal((await support.submit(paths.admin.proof, {}, paths.admin.home)).status, 403)
  })
}

test('of two who begin a proof at once one does', async (t) => {
  const desk = await openDesk(t)
  const begun = await Promise.all([1, 2].map(() => beginProof(desk.portal.parts)))
  assert.deepEqual(begun.toSorted(), [false, true])
  for (let isRunning = true; isRunning; ) {
    isRunning = (await desk.clerk.get(paths.admin.home)).text.includes('The books are being checked.')
    await new Promise((resolve) => setImmediate(resolve))
  }
  const rows = await desk.portal.parts.db.selectFrom('books_proof').selectAll().execute()
  assert.deepEqual(
    rows.map(({ faults, checked_at }) => [faults, checked_at]),
    [['[]', desk.portal.clock.now()]],
  )
})
