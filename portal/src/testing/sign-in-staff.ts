import { readEmail } from '@kerbside/otp'
import { systemActor } from '../audit/index.ts'
import type { StaffRole } from '../db/tables.ts'
import { paths } from '../paths.ts'
import { putStaff } from '../staff/index.ts'
import type { Browser } from './browser.ts'
import type { TestPortal } from './start-portal.ts'

/** A browser in which somebody of the staff has signed in, by a code like everybody. */
export async function signInStaff(portal: TestPortal, role: StaffRole, name: string = role): Promise<Browser> {
  const email = readEmail(`${name}@staff.example.com`)
  if (!email.success) throw new TypeError(`${name} makes no e-mail address.`)
  await putStaff({ ...portal.parts, by: systemActor }, { email: email.contact, name, role, language: 'en' })
  const browser = portal.browser()
  await browser.submit(paths.staff.request, { email: email.contact.typed })
  const message = (await portal.messages()).findLast(({ to }) => to === email.contact.typed)
  const code = message?.text.split('\n').find((line) => /^[\d ]+$/.test(line)) ?? ''
  const entered = await browser.submit(paths.staff.verify, { otp_code: code })
  if (entered.location !== paths.admin.home) throw new Error(`${name} could not sign in: ${entered.text}`)
  return browser
}
