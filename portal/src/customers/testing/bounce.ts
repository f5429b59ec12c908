import { Readable } from 'node:stream'
import { messageIdOf } from '@kerbside/courier'
import type { ReportedRecipient } from '../../../../packages/courier/src/testing/reports.ts'
import { deliveryReport } from '../../../../packages/courier/src/testing/reports.ts'
import { paths } from '../../paths.ts'
import type { TestPortal } from '../../testing/start-portal.ts'
import { messageIdKeys } from '../../web/keys.ts'
import { readBounces } from '../bounces/command.ts'

/** Asks for a code for a contact, so that a mail goes there, and gives the Message-ID that a mail server would see. */
export async function mailTo(portal: TestPortal, email: string): Promise<string> {
  await portal.browser().submit(paths.otp.request, { otp_type: 'email', email })
  await portal.messages()
  const { db, config } = portal.parts
  const { id } = await db
    .selectFrom('outbox')
    .select('id')
    .where('address', '=', email)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return messageIdOf(id, 'noreply@example.net', messageIdKeys(config.secretKey)[0])
}

/** What `read-bounces -` says of mails that come on standard input; the sentence about the sum is left out. */
export async function readReports(portal: TestPortal, ...mails: readonly string[]): Promise<readonly string[]> {
  const said: string[] = []
  for (const mail of mails) {
    const lines: string[] = []
    await readBounces({ parts: portal.parts, print: (line) => lines.push(line) }, '-', Readable.from([mail]))
    said.push(...lines.slice(0, -1))
  }
  return said
}

/** Lets a mail to a contact come back, as it happens to a contact that is wrong. */
export async function bounce(portal: TestPortal, email: string, said: ReportedRecipient = {}): Promise<void> {
  const report = deliveryReport(await mailTo(portal, email), { to: email, ...said })
  const [line] = await readReports(portal, report)
  if (!line?.includes(': marked')) throw new Error(`${email} was not marked: ${line}`)
}

/** When each contact began to bounce and why, by contact. */
export async function bouncing({ parts: { db } }: TestPortal) {
  const rows = await db
    .selectFrom('customer_contact')
    .select(['contact', 'bouncing_reason'])
    .orderBy('contact')
    .execute()
  return rows.flatMap(({ contact, bouncing_reason }) => (bouncing_reason ? [`${contact} ${bouncing_reason}`] : []))
}
