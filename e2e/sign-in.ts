import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { paths } from '../portal/src/paths.ts'
import type { ReceivedMail } from '../tools/testing/mail-server.ts'
import type { RunningPortal } from './running-portal.ts'

/** The button of the form that a page is about, in any language. */
export const submit = 'main form button.button-primary'

/** Asks for a code on the page. */
export async function askForCode(page: Page, email: string): Promise<void> {
  await page.goto(paths.otp.request)
  await page.fill('[name=email]', email)
  await page.click(submit)
  await page.waitForURL(`**${paths.otp.verify}`)
}

/** Signs in as a customer, by a code out of the mail, and stands on the page that follows. */
export async function signIn(page: Page, portal: RunningPortal, email: string): Promise<void> {
  await askForCode(page, email)
  await page.fill('[name=otp_code]', codeIn(await nextCodeMail(portal, email)))
  await page.waitForURL((url) => !url.pathname.startsWith(paths.otp.verify))
}

/** Signs in at the door of staff. */
export async function signInStaff(page: Page, portal: RunningPortal, email: string): Promise<void> {
  await page.goto(paths.staff.request)
  await page.fill('[name=email]', email)
  await page.click(submit)
  await page.waitForURL(`**${paths.staff.verify}`)
  await page.fill('[name=otp_code]', codeIn(await nextCodeMail(portal, email)))
  await page.waitForURL((url) => url.pathname !== paths.staff.verify)
}

/** The next mail to an address that brings a code; what else is written to people, such as of a new device, is passed over. */
export async function nextCodeMail({ mail }: RunningPortal, email: string): Promise<ReceivedMail> {
  while (true) {
    const received = await mail.nextMail(email)
    if (codeLineOf(received) !== undefined) return received
  }
}

/** The code of a mail: what stands alone on a line of its text part, without the spaces of its groups. */
export function codeIn(mail: ReceivedMail): string {
  const line = codeLineOf(mail)
  assert.ok(line, 'the mail has a code on a line of its own')
  return line.replace(/\D/g, '')
}

const codeLineOf = ({ parsed }: ReceivedMail): string | undefined =>
  parsed.text?.split('\n').find((line) => /^[\d -]+$/.test(line))

/** The pass of a mail: twelve digits, in groups, inside a sentence. */
export function passIn(mail: ReceivedMail | undefined): string {
  const [pass] = /\d(?: ?\d){11}/.exec(mail?.parsed.text ?? '') ?? []
  assert.ok(pass, 'the mail has a pass')
  return pass
}

/** Where a mail leads whoever did not ask for it. */
export function denialIn(mail: ReceivedMail | undefined): string {
  const [path] = /\/not-me\/[\w-]+\//.exec(mail?.parsed.text ?? '') ?? []
  assert.ok(path, 'the mail has a link for whoever did not ask for it')
  return path
}

/** The match mark of a mail, which its subject ends with. */
export function markIn({ parsed }: ReceivedMail): string {
  const [mark] = /\b[0-9A-Z]{2}$/.exec(parsed.subject ?? '') ?? []
  assert.ok(mark, 'the subject ends with a mark')
  return mark
}

/** A code of the same length that is not this one. */
export const wrongCode = (code: string): string => String((Number(code[0]) + 1) % 10) + code.slice(1)

/** Does what a stranger with a program can do to an address: asks for codes until no more are sent. */
export async function emptyLane({ origin, mail }: RunningPortal, email: string): Promise<void> {
  const body = JSON.stringify({ otpType: 'email', email })
  const headers = { 'content-type': 'application/json' }
  for (let asked = 0; asked < 20; asked += 1) {
    const answer = await fetch(origin + paths.api.request, { method: 'POST', headers, body })
    assert.equal(answer.status, 202)
    if (/"held":true/.test(await answer.text())) return
    await mail.nextMail(email)
  }
  throw new Error(`Twenty codes were sent to ${email}, and none was held.`)
}
