import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { lookAtMoney } from './desk-stops.ts'
import { lookingClosely } from './look-closely.ts'
import { runPortal } from './running-portal.ts'
import { signInStaff } from './sign-in.ts'
import { visit } from './visit.ts'

const portal = await runPortal({ after })

for (const locale of ['en', 'ar']) {
  test(`a clerk finds no barrier at the screens of money, light or dark, enlarged (${locale})`, async (t) => {
    const page = await visit(t, portal, { locale })
    const { atStop, faults } = lookingClosely(page)
    await signInStaff(page, portal, 'staff@demo.example')
    await page.click(`.languages [value=${locale}]`)
    await page.locator(`html[lang=${locale}]`).waitFor()
    await lookAtMoney(page, atStop)
    assert.deepEqual(faults, [])
  })
}
