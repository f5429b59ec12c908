import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { paths } from '../portal/src/paths.ts'
import { runPortal } from './running-portal.ts'
import { askForCode, codeIn, nextCodeMail } from './sign-in.ts'
import { visit } from './visit.ts'

const portal = await runPortal({ after })

test('an Arabic phone in the dark reads from right to left by night, from the first page to the mail', async (t) => {
  const page = await visit(t, portal, { locale: 'ar', colorScheme: 'dark' })
  const email = 'layla@demo.example'
  await askForCode(page, email)
  assert.deepEqual(await lookOf(page), {
    language: 'ar',
    direction: 'rtl',
    field: 'ltr',
    isDark: true,
    startsAt: 'right',
  })
  const mail = await nextCodeMail(portal, email)
  assert.match(String(mail.parsed.html), /<html lang="ar" dir="rtl">/)
  await page.fill('[name=otp_code]', codeIn(mail))
  await page.waitForURL(`**${paths.dashboard}`)
  assert.equal(await page.getAttribute('html', 'dir'), 'rtl')
  assert.equal(await page.locator('h1').textContent(), 'ليلى حداد (demo)')
})

test('the language on record goes before that of the browser, and the code may be typed in its own digits', async (t) => {
  const page = await visit(t, portal, { locale: 'en' })
  const email = 'school@demo.example'
  await askForCode(page, email)
  assert.equal(await page.getAttribute('html', 'lang'), 'en')
  const code = codeIn(await nextCodeMail(portal, email))
  await page
    .locator('[name=otp_code]')
    .pressSequentially(code.replaceAll(/\d/g, (digit) => '०१२३४५६७८९'.charAt(Number(digit))))
  await page.waitForURL(`**${paths.dashboard}`)
  assert.equal(await page.getAttribute('html', 'lang'), 'ne')
})

/** How a page of a sign-in looks: its language, its light, and from where its lines run. */
const lookOf = (page: Page): Promise<unknown> =>
  page.evaluate(`(() => {
    const { lang: language, dir: direction } = document.documentElement
    const light = getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)
    const heading = document.querySelector('.header-home').getBoundingClientRect()
    return {
      language,
      direction,
      field: getComputedStyle(document.querySelector('[name=otp_code]')).direction,
      isDark: Math.max(...light) < 64,
      startsAt: heading.left > innerWidth - heading.right ? 'right' : 'left',
    }
  })()`)
