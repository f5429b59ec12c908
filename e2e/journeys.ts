/**
 * The ways of people through the portal, stop by stop. What is done at a stop (a picture, a test of its accessibility) is
 * the business of who walks along; the page is left as it was found.
 */
import type { Page } from 'playwright-core'
import { paths } from '../portal/src/paths.ts'
import type { RunningPortal } from './running-portal.ts'
import { askForCode, codeIn, denialIn, emptyLane, nextCodeMail, submit, wrongCode } from './sign-in.ts'

/** Called at each stop with its name, which is a good name for a file. */
export type AtStop = (name: string) => Promise<void>

/** What is on record of a customer of the demonstration. */
export interface Walker {
  readonly email: string
  /** More than one behind the same address: after the code there is a choice. */
  readonly chooses?: true
}

/** A customer comes in by the front door, mistypes everything once, and gets in. */
export async function comeIn(page: Page, portal: RunningPortal, walker: Walker, atStop: AtStop): Promise<void> {
  await page.goto(paths.home)
  await atStop('home')
  await page.goto(paths.otp.request)
  await atStop('request')
  await page.check('[value=phone]')
  await atStop('request-by-phone')
  await page.check('[value=email]')
  await page.fill('[name=email]', `${walker.email}@`)
  await page.click(submit)
  await page.waitForSelector('.error-summary')
  await atStop('request-refused')

  await askForCode(page, walker.email)
  const code = codeIn(await nextCodeMail(portal, walker.email))
  await atStop('code')
  await page.click('#other-ways > summary')
  await atStop('code-nothing-came')
  await page.fill('[name=otp_code]', wrongCode(code))
  await page.waitForSelector('.error-summary')
  await atStop('code-wrong')
  await page.fill('[name=otp_code]', code)
  await page.waitForURL((url) => !url.pathname.startsWith(paths.otp.verify))
  if (walker.chooses) {
    await page.goto(paths.otp.choose)
    await atStop('choose')
    await page.click('main form button')
    await page.waitForURL(`**${paths.dashboard}`)
  }
}

/** What a customer finds inside, and the way out. */
export async function lookAround(page: Page, atStop: AtStop): Promise<void> {
  await page.goto(paths.dashboard)
  for (const path of await menuOf(page)) {
    await page.goto(path)
    await atStop(nameOf(path))
  }
  for (const [list, stop] of [
    [paths.bills, 'bill'],
    [paths.payments, 'payment'],
  ] as const) {
    await page.goto(list)
    await page.click('main table a')
    await page.waitForURL((url) => url.pathname !== list)
    await atStop(stop)
  }
  await page.goto(`${paths.statement}?from=2026-02-30`)
  await atStop('statement-refused')
  await page.goto(paths.accountMessages)
  await atStop('account-messages')
  await page.goto(paths.dashboard)
  await page.click('a[href^="/account/contacts/"]')
  await atStop('account-contact')
  await page.fill('[name=contact]', 'nobody')
  await answered(page, () => page.press('[name=contact]', 'Enter'))
  await atStop('account-contact-refused')
  await page.goto('/no-such-page/')
  await atStop('not-found')
  await page.click('.header [form=sign-out]')
  await page.waitForURL((url) => url.pathname !== '/no-such-page/')
  await atStop('signed-out')
}

/** Where a sign-in ends that goes wrong: too many guesses, too many messages. */
export async function failToComeIn(page: Page, portal: RunningPortal, email: string, atStop: AtStop): Promise<void> {
  await askForCode(page, email)
  const wrong = wrongCode(codeIn(await nextCodeMail(portal, email)))
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await answered(page, () => page.fill('[name=otp_code]', attempt % 2 ? wrong : wrongCode(wrong)))
  }
  await atStop('code-over')
  await page.context().clearCookies()
  await emptyLane(portal, email)
  await askForCode(page, email)
  await atStop('held')
  await page.fill('[name=otp_pass]', '123 123 123 123')
  await page.click(submit)
  await page.waitForSelector('.error-summary')
  await atStop('held-wrong-pass')
  await page.goto(denialIn(portal.mail.received.at(-1)))
  await atStop('not-me')
  await answered(page, () => page.click(submit))
  await atStop('not-me-done')
}

/** Does what sends a form, and waits for the page that answers, which may have the same address. */
async function answered(page: Page, send: () => Promise<void>): Promise<void> {
  const loaded = page.waitForEvent('load')
  await send()
  await loaded
}

/** What staff see before they are in. */
export async function comeInAsStaff(page: Page, portal: RunningPortal, email: string, atStop: AtStop): Promise<void> {
  await page.goto(paths.staff.request)
  await atStop('staff-request')
  await page.fill('[name=email]', email)
  await page.click(submit)
  await page.waitForURL(`**${paths.staff.verify}`)
  await atStop('staff-code')
  await page.fill('[name=otp_code]', codeIn(await nextCodeMail(portal, email)))
  await page.waitForURL(`**${paths.admin.home}`)
}

/** The screens of staff: those of the menu, then what they lead to. */
export async function lookAroundAsStaff(page: Page, atStop: AtStop): Promise<void> {
  const { home, customers, newCustomer, newStaff, whyNoCode } = paths.admin
  await page.goto(home)
  for (const path of [...(await menuOf(page)), newCustomer, newStaff, paths.staff.passkey]) {
    await page.goto(path)
    await atStop(nameOf(path))
  }
  await page.goto(`${whyNoCode}?q=layla@demo.example`)
  await atStop('admin-why-no-code')
  await page.goto(newCustomer)
  await page.click(submit)
  await page.waitForSelector('.error-summary')
  await atStop('admin-customers-new-refused')
  await page.goto(`${customers}?q=nobody-of-that-name`)
  await atStop('admin-customers-none')
  await page.goto(customers)
  await page.click('main table a')
  await page.waitForURL((url) => url.pathname !== customers)
  await atStop('admin-customer')
  const customer = page.url()
  for (const step of ['edit', 'messages', 'deactivate']) {
    await page.goto(`${customer}${step}/`)
    await atStop(`admin-customer-${step}`)
  }
}

/** Where the menu leads, in its order. */
const menuOf = (page: Page): Promise<string[]> =>
  page.evaluate("[...document.querySelectorAll('.menu-link')].map((link) => link.getAttribute('href'))")

const nameOf = (path: string): string => path.slice(1, -1).replaceAll('/', '-')
