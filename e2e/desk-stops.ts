import type { Page } from 'playwright-core'
import { paths } from '../portal/src/paths.ts'
import type { AtStop } from './journeys.ts'
import { lookAtRuns } from './run-stops.ts'
import { submit } from './sign-in.ts'

/** The screens of money, as a clerk goes through them; nothing is saved. */
export async function lookAtMoney(page: Page, atStop: AtStop): Promise<void> {
  await lookAtPayments(page, atStop)
  await lookAtBills(page, atStop)
  await lookAtServices(page, atStop)
  await lookAtRuns(page, atStop)
  for (const [path, stop] of [
    [paths.admin.plan('1'), 'admin-plan'],
    [paths.admin.wasteItems, 'admin-waste-items'],
    [paths.admin.taxes, 'admin-taxes'],
    [paths.admin.books, 'admin-books'],
    [paths.admin.approvals, 'admin-approvals'],
    [`${paths.admin.find}?q=a`, 'admin-find-nothing'],
    [`${paths.admin.find}?q=demo.example`, 'admin-find'],
  ] as const) {
    await page.goto(path)
    await atStop(stop)
  }
}

async function lookAtPayments(page: Page, atStop: AtStop): Promise<void> {
  await page.goto(paths.admin.newPayment)
  await atStop('admin-payment-new')
  await page.fill('[name=customer]', 'demo.example')
  await page.fill('[name=amount]', '300')
  await page.click(submit)
  await page.waitForSelector('.error-summary')
  await atStop('admin-payment-choose')
  await follow(page, paths.admin.payments, 'main table th a')
  await atStop('admin-payment')
  await page.goto(`${page.url()}reverse/`)
  await atStop('admin-payment-reverse')
}

async function lookAtBills(page: Page, atStop: AtStop): Promise<void> {
  await follow(page, `${paths.admin.bills}?standing=open`, 'main table th a')
  await atStop('admin-bill')
  const bill = page.url()
  await page.goto(`${bill}credit/`)
  await page.check('[value=parts]')
  await page.click(submit)
  await page.waitForSelector('.error-summary')
  await atStop('admin-bill-credit')
  await page.goto(`${bill}write-off/`)
  await atStop('admin-bill-write-off')
  await follow(page, bill, 'main a[href^="/admin/accounts/"]')
  await atStop('admin-account')
}

async function lookAtServices(page: Page, atStop: AtStop): Promise<void> {
  await page.click('main a[href^="/admin/services/"]')
  await page.waitForURL(`**${paths.admin.services('*')}`)
  await atStop('admin-services')
  const services = page.url()
  for (const change of ['add', 'charge', 'discount']) {
    await page.goto(`${services}${change}/`)
    await atStop(`admin-services-${change}`)
  }
  await page.goto(`${services}add/`)
  await page.click(submit)
  await page.waitForSelector('main .notice')
  await atStop('admin-services-check')
  await page.goto(paths.admin.customers)
  for (const box of await page.locator('main input[type=checkbox]').all()) await box.check()
  await page.click('#charge-many button')
  await page.waitForURL(`**${paths.admin.chargeMany}*`)
  await atStop('admin-charge-many')
}

/** Opens a page, and what it leads to first. */
async function follow(page: Page, path: string, link: string): Promise<void> {
  await page.goto(path)
  const from = page.url()
  await page.click(link)
  await page.waitForURL((url) => url.href !== from)
}
