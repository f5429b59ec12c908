import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { AtStop, Walker } from './journeys.ts'
import { comeIn, comeInAsStaff, failToComeIn, lookAround, lookAroundAsStaff } from './journeys.ts'
import { faultsOf } from './look-closely.ts'
import { runPortal } from './running-portal.ts'
import { visit } from './visit.ts'

const portal = await runPortal({ after }, { OTP_RESEND_COOLDOWN_SECONDS: '1' })

/** Left to right and right to left; the other languages have the same pages, and their texts a test of their own. */
const walkers: Readonly<Record<string, Walker>> = {
  en: { email: 'shop@demo.example', chooses: true },
  ar: { email: 'layla@demo.example' },
}

for (const [locale, walker] of Object.entries(walkers)) {
  test(`a customer finds no barrier, in ${locale}, light or dark, enlarged to 200 and 400 %`, async (t) => {
    const page = await visit(t, portal, { locale })
    const faults: string[] = []
    const atStop = collector(page, faults)
    await comeIn(page, portal, walker, atStop)
    await lookAround(page, atStop)
    await failToComeIn(page, portal, walker.email, atStop)
    assert.deepEqual(faults, [])
  })

  test(`staff find no barrier, in ${locale}, light or dark, enlarged to 200 and 400 %`, async (t) => {
    const page = await visit(t, portal, { locale })
    const faults: string[] = []
    const atStop = collector(page, faults)
    await comeInAsStaff(page, portal, 'staff@demo.example', atStop)
    await page.click(`.languages [value=${locale}]`)
    await page.locator(`html[lang=${locale}]`).waitFor()
    await lookAroundAsStaff(page, atStop)
    assert.deepEqual(faults, [])
  })
}

/** Looks closely at every stop, so that one run names all faults. */
const collector =
  (page: Page, faults: string[]): AtStop =>
  async (stop) => {
    for (const fault of await faultsOf(page)) faults.push(`${stop}: ${fault}`)
  }
