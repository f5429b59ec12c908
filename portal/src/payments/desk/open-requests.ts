import { z } from 'zod'
import type { Db } from '../../db/database.ts'
import type { ApprovalKind } from '../../db/ledger-tables.ts'

/** What waits for a second person, as the list shows it. */
export interface OpenRequest {
  readonly id: number
  readonly kind: ApprovalKind
  readonly customerNumber: string
  readonly customerName: string
  readonly amountMinor: number
  readonly askedById: number
  readonly askedBy: string
  readonly askedAt: number
  /** The number of the bill or the payment. */
  readonly about: string
  readonly reason: string
}

const REQUESTS_A_PAGE = 100

/** What waits for a second person, the oldest first. */
export async function openRequests(db: Db): Promise<readonly OpenRequest[]> {
  const rows = await db
    .selectFrom('approval')
    .innerJoin('customer', 'customer.id', 'approval.customer_id')
    .innerJoin('staff', 'staff.id', 'approval.asked_by')
    .select(['approval.id', 'approval.kind', 'approval.amount_minor as amountMinor', 'approval.request'])
    .select(['customer.number as customerNumber', 'customer.name as customerName'])
    .select(['approval.asked_by as askedById', 'staff.name as askedBy', 'approval.asked_at as askedAt'])
    .where('approval.state', '=', 'asked')
    .orderBy('approval.id')
    .limit(REQUESTS_A_PAGE)
    .execute()
  return rows.map(({ request, ...row }) => {
    const { bill, payment, reason } = said.parse(JSON.parse(request))
    return { ...row, about: bill ?? payment ?? '', reason }
  })
}

const said = z.object({ bill: z.string().optional(), payment: z.string().optional(), reason: z.string() })
