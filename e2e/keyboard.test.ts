import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { paths } from '../portal/src/paths.ts'
import { runPortal } from './running-portal.ts'
import { askForCode, codeIn, nextCodeMail, wrongCode } from './sign-in.ts'
import { visit } from './visit.ts'

const portal = await runPortal({ after })
const email = 'customer@demo.example'
const desk = { viewport: { width: 1280, height: 800 } }

test('by keyboard alone a customer signs in and out, and always sees where the focus is', async (t) => {
  const page = await visit(t, portal, desk)
  await page.goto(paths.home)
  await tabTo(page, 'Skip to the content')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Sign in')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**${paths.otp.request}`)
  await tabTo(page, 'E-mail address')
  await page.keyboard.type(email)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**${paths.otp.verify}`)

  await page.locator('[name=otp_code]:focus').waitFor()
  const code = codeIn(await nextCodeMail(portal, email))
  await page.keyboard.type(wrongCode(code))
  await page.locator('.error-summary:focus').waitFor()
  await tabTo(page, '4 tries left')
  await page.keyboard.press('Enter')
  await page.locator('[name=otp_code]:focus').waitFor()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(code)
  await page.waitForURL(`**${paths.dashboard}`)

  await tabTo(page, 'Sign out')
  await page.keyboard.press('Enter')
  await page.getByText('You are signed out.').waitFor()
})

test('whoever hears the page is told what the code field is, how long the code is, and what was wrong', async (t) => {
  const page = await visit(t, portal)
  await askForCode(page, email)
  const code = codeIn(await nextCodeMail(portal, email))
  assert.deepEqual(await heard(page, '[name=otp_code]'), {
    role: 'textbox',
    name: 'Code',
    description: '6 digits',
    invalid: 'false',
  })
  await page.fill('[name=otp_code]', wrongCode(code))
  await page.waitForSelector('.error-summary')
  const field = await heard(page, '[name=otp_code]')
  assert.match(field.description, /^6 digits Error: That is not the code of the message marked \w\w\. 4 tries left\.$/)
  assert.deepEqual([field.name, field.invalid], ['Code', 'true'])
  assert.equal((await heard(page, '.error-summary')).name, 'Please check this')
})

/** Presses Tab until the part with this name has the focus, and looks each time whether one can see where it is. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let pressed = 0; pressed < 40; pressed += 1) {
    await page.keyboard.press('Tab')
    assert.deepEqual(await page.evaluate(hiddenFocus), [])
    if ((await heard(page, ':focus')).name.includes(name)) return
  }
  assert.fail(`40 times Tab do not lead to “${name}”.`)
}

/** The part that has the focus, when no ring is drawn around it or it is out of sight (WCAG 2.2, 2.4.7 and 2.4.11). */
const hiddenFocus = `(() => {
  const part = document.activeElement
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(part)
  const { top, bottom, left, right, width, height } = part.getBoundingClientRect()
  const isDrawn = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && outlineColor !== 'rgba(0, 0, 0, 0)'
  const isInSight = width > 1 && height > 1 && top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth
  return isDrawn && isInSight ? [] : [part.outerHTML]
})()`

interface Heard {
  readonly role: string
  readonly name: string
  readonly description: string
  readonly invalid: string
}

/** What the browser tells a screen reader of a part. */
async function heard(page: Page, selector: string): Promise<Heard> {
  const devtools = await page.context().newCDPSession(page)
  const expression = `document.querySelector(${JSON.stringify(selector)})`
  const { result } = await devtools.send('Runtime.evaluate', { expression })
  const { nodes } = await devtools.send('Accessibility.getPartialAXTree', {
    objectId: String(result.objectId),
    fetchRelatives: false,
  })
  await devtools.detach()
  const [node] = nodes
  const invalid = node?.properties?.find(({ name }) => name === 'invalid')
  return {
    role: String(node?.role?.value),
    name: String(node?.name?.value ?? ''),
    description: String(node?.description?.value ?? ''),
    invalid: String(invalid?.value.value),
  }
}
