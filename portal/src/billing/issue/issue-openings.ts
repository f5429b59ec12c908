import type { Trx } from '@kerbside/otp'
import type { IssueDay } from '../books.ts'
import { draftOf } from '../rules/compose-bill.ts'
import { WHOLE } from '../rules/facts.ts'
import type { Billed } from './issue-bills.ts'
import { issueBills } from './issue-bills.ts'

/** What a customer owed before the first bill here, above zero. */
export interface Opening extends Billed {
  readonly missingMinor: number
}

/** Issues bills of one line for what was owed before: in a series of their own, untaxed, since that was taxed before. */
export async function issueOpenings(
  commit: Trx,
  owed: readonly Opening[],
  { period, day }: { readonly period: string; readonly day: IssueDay },
): Promise<void> {
  const orders = owed.map(({ missingMinor, ...customer }) => ({ customer, draft: draft(missingMinor), round: 0 }))
  await issueBills(commit, orders, { kind: 'opening', period, runId: null, day })
}

const draft = (amountMinor: number) =>
  draftOf([
    {
      ...{ kind: 'opening', serviceId: null, extraChargeId: null, label: { key: 'billing.line.opening' } },
      ...{ from: null, until: null, days: null, daysOf: null, quantityMilli: null, unit: null, unitPriceMinor: null },
      ...{ priceSince: null, shareBp: WHOLE, taxName: null, taxBp: 0, taxIncluded: false, amountMinor },
    },
  ])
