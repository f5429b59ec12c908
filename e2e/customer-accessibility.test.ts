import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Walker } from './journeys.ts'
import { comeIn, failToComeIn, lookAround } from './journeys.ts'
import { lookingClosely } from './look-closely.ts'
import { runPortal } from './running-portal.ts'
import { visit } from './visit.ts'

const portal = await runPortal({ after }, { OTP_RESEND_COOLDOWN_SECONDS: '1' })

/** Left to right and right to left; the other languages have the same pages, and their texts a test of their own. */
const walkers: Readonly<Record<string, Walker>> = {
  en: { email: 'shop@demo.example', chooses: true },
  ar: { email: 'layla@demo.example' },
}

for (const [locale, walker] of Object.entries(walkers)) {
  test(`a customer finds no barrier on the way in and inside, light or dark, enlarged to 200 and 400 % (${locale})`, async (t) => {
    const page = await visit(t, portal, { locale })
    const { atStop, faults } = lookingClosely(page)
    await comeIn(page, portal, walker, atStop)
    await lookAround(page, atStop)
    assert.deepEqual(faults, [])
  })

  test(`a customer who is kept out finds no barrier either (${locale})`, async (t) => {
    const page = await visit(t, portal, { locale })
    const { atStop, faults } = lookingClosely(page)
    await failToComeIn(page, portal, walker.email, atStop)
    assert.deepEqual(faults, [])
  })
}
