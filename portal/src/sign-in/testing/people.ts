import { readEmail, readPhone } from '@kerbside/otp'
import { paths } from '../../paths.ts'
import type { Browser } from '../../testing/browser.ts'
import type { SentMessage, TestPortal } from '../../testing/start-portal.ts'

export interface NewPerson {
  readonly name: string
  readonly email?: string
  readonly phone?: string
  readonly language?: string
}

let made = 0

/** Puts a customer with its contacts on record. */
export async function addCustomer(
  { parts: { db, clock } }: TestPortal,
  { name, email, phone, language = 'en' }: NewPerson,
) {
  made += 1
  const at = clock.now()
  const { id } = await db
    .insertInto('customer')
    .values({
      number: `T-${made}`,
      name,
      type: 'household',
      address: '1 Test Street',
      language,
      since: '2026-01-01',
      created_at: at,
      updated_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [kind, address] of [
    ['email', email],
    ['phone', phone],
  ] as const) {
    if (address === undefined) continue
    const read = kind === 'email' ? readEmail(address) : readPhone(address)
    if (!read.success) throw new Error(read.reason)
    await db
      .insertInto('customer_contact')
      .values({ customer_id: id, kind, address, contact: read.contact.canonical, may_sign_in: 1, created_at: at })
      .execute()
  }
  return { id, number: `T-${made}` }
}

/** Puts one of the staff on record. */
export async function addStaff(
  { parts: { db, clock } }: TestPortal,
  email: string,
  role: 'admin' | 'billing' | 'support' | 'auditor',
) {
  await db
    .insertInto('staff')
    .values({
      email,
      contact: email.toLowerCase(),
      name: `Demo ${role}`,
      role,
      language: 'en',
      created_at: clock.now(),
    })
    .execute()
}

/** The code of a mail: what stands alone on a line of its text. */
export function codeIn(message: SentMessage | undefined): string {
  const line = message && codeLine(message)
  if (line === undefined) throw new Error('The message has no code on a line of its own.')
  return line.replace(/\D/g, '')
}

const codeLine = ({ text }: SentMessage) => text.split('\n').find((line) => /^[\d -]+$/.test(line))

/** The code of the newest message that has one: others may go at the same time. */
export async function newestCode(portal: TestPortal): Promise<string> {
  return codeIn((await portal.messages()).findLast((message) => codeLine(message) !== undefined))
}

/** A code of the same length that is not this one. */
export const wrongCode = (code: string): string => String((Number(code[0]) + 1) % 10) + code.slice(1)

/** Asks for a code as a person does, on the page. */
export async function askedFor(browser: Browser, email: string): Promise<void> {
  const asked = await browser.submit(paths.otp.request, { otp_type: 'email', email })
  if (asked.location !== paths.otp.verify) throw new Error(`The request was answered with ${asked.status}.`)
}
