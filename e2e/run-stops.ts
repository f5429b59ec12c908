import type { Page } from 'playwright-core'
import { paths } from '../portal/src/paths.ts'
import type { AtStop } from './journeys.ts'
import { submit } from './sign-in.ts'

/** The screens of a billing run, up to the button that issues; the plan is dropped again. */
export async function lookAtRuns(page: Page, atStop: AtStop): Promise<void> {
  await page.goto(paths.admin.billingBand('all'))
  await page.fill('[name=low]', '10')
  await page.fill('[name=high]', '5')
  await page.click(submit)
  await page.waitForSelector('.error-summary')
  await atStop('admin-billing-band-refused')
  await planRun(page)
  await atStop('admin-billing-run')
  await page.goto(`${page.url()}?which=unreachable`)
  await atStop('admin-billing-run-unreachable')
  await page.click('form[action$="/drop/"] button')
  await page.waitForURL(`**${paths.admin.billing}`)
  await atStop('admin-billing-runs')
}

/** Plans a run of the present month for everybody, and waits until it is counted; the bar is gone by then. */
export async function planRun(page: Page): Promise<void> {
  await page.goto(paths.admin.billing)
  await page.click(submit)
  await page.waitForSelector('form[action$="/approve/"]')
}
