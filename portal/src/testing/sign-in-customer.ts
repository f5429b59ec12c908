import { paths } from '../paths.ts'
import { newestCode } from '../sign-in/testing/people.ts'
import type { Browser } from './browser.ts'
import type { TestPortal } from './start-portal.ts'

/** A browser in which a customer has signed in, by a code like everybody. */
export async function signInCustomer(portal: TestPortal, email: string): Promise<Browser> {
  const browser = portal.browser()
  await browser.submit(paths.otp.request, { otp_type: 'email', email })
  const entered = await browser.submit(paths.otp.verify, { otp_code: await newestCode(portal) })
  if (entered.location !== paths.dashboard) throw new Error(`${email} could not sign in: ${entered.text}`)
  return browser
}

/** The header by which a program that has signed in for a customer shows its token. */
export async function signInProgram(portal: TestPortal, email: string): Promise<{ authorization: string }> {
  const program = portal.browser()
  const asked = await program.postJson(paths.api.request, { otpType: 'email', email })
  const otpCode = await newestCode(portal)
  const entered = await program.postJson(paths.api.verify, { flow: JSON.parse(asked.text).flow, otpCode })
  return { authorization: `Bearer ${JSON.parse(entered.text).token}` }
}
