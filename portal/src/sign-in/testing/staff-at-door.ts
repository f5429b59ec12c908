import { paths } from '../../paths.ts'
import type { Answer, Browser } from '../../testing/browser.ts'
import type { TestPortal } from '../../testing/start-portal.ts'
import { newestCode } from './people.ts'

/** Types the code that one of the staff is sent, and gives the answer to it. */
export async function codeOfStaff(portal: TestPortal, browser: Browser, email: string): Promise<Answer> {
  portal.clock.advance(31_000) // past the wait for another message
  await browser.submit(paths.staff.request, { email })
  await browser.get(paths.staff.verify)
  return browser.post(paths.staff.verify, { otp_code: await newestCode(portal) })
}
