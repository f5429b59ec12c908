import type { Trx } from '@kerbside/otp'
import type { Config } from '../../config.ts'
import { recipientsOfMany, sendNotices } from '../../customers/index.ts'
import type { Db } from '../../db/database.ts'
import { addDays } from '../../values/day.ts'
import type { Parts } from '../../web/parts.ts'
import type { IssueDay } from '../books.ts'
import type { IssuedBill } from '../issue/issue-bills.ts'
import { rangeOf } from '../settle.ts'
import { BILL_KIND } from './bill-wording.ts'

/** What telling of bills takes. */
export type Telling = Pick<Parts, 'courier' | 'clock' | 'config'>

// Where bills are due at once, a mail server may still be away over a weekend.
const LEAST_DAYS = 3

/**
 * Lets the customers know of new bills, in the commit that issues them: whoever is billed is told, and nobody of what was undone.
 * @param bills in the order of their customers' ids
 * @returns the bills of which nobody is told and nothing is sent by post either
 */
export async function tellOfBills(
  parts: Telling,
  trx: Db,
  commit: Trx,
  { bills, day }: { readonly bills: readonly IssuedBill[]; readonly day: IssueDay },
): Promise<readonly IssuedBill[]> {
  if (bills.length === 0) return []
  const range = rangeOf(bills.map(({ customerId }) => customerId))
  const reachedOf = await recipientsOfMany({ db: trx, config: parts.config }, range, 'bills')
  const notAfter = lastInstant(day, parts.config)
  const notices = bills.map(({ number, customerId }) => {
    const { recipients } = reachedOf(customerId)
    return { recipients, kind: BILL_KIND, reference: number, notAfter, uniqueKey: `${BILL_KIND} ${number}` }
  })
  await sendNotices(parts, commit, notices)
  return bills.filter(({ customerId }) => {
    const { recipients, onPaper } = reachedOf(customerId)
    return recipients.length === 0 && !onPaper
  })
}

/** Until the end of the day by which the bills are due: what comes later is a reminder's business. */
function lastInstant({ today, dueOn }: IssueDay, { timeZone }: Pick<Config, 'timeZone'>): number {
  const least = addDays(today, LEAST_DAYS)
  const last = dueOn > least ? dueOn : least
  return Temporal.PlainDate.from(last).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds
}
