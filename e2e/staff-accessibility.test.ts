import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { comeInAsStaff, lookAroundAsStaff } from './journeys.ts'
import { lookingClosely } from './look-closely.ts'
import { runPortal } from './running-portal.ts'
import { visit } from './visit.ts'

const portal = await runPortal({ after })

for (const locale of ['en', 'ar']) {
  test(`staff find no barrier, light or dark, enlarged to 200 and 400 % (${locale})`, async (t) => {
    const page = await visit(t, portal, { locale })
    const { atStop, faults } = lookingClosely(page)
    await comeInAsStaff(page, portal, 'staff@demo.example', atStop)
    await page.click(`.languages [value=${locale}]`)
    await page.locator(`html[lang=${locale}]`).waitFor()
    await lookAroundAsStaff(page, atStop)
    assert.deepEqual(faults, [])
  })
}
