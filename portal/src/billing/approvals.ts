/**
 * What a second person decides about. Whoever asks may not decide; what was asked for is done with the decision, in one
 * commit, and is judged anew: a bill that was paid meanwhile is not written off.
 */
import type { Selectable } from 'kysely'
import type { Changing } from '../audit/index.ts'
import { tell } from '../audit/index.ts'
import type { Db } from '../db/database.ts'
import type { ApprovalKind, ApprovalRow } from '../db/ledger-tables.ts'
import { staffIdOf } from './run/runs.ts'

export type Approval = Readonly<Selectable<ApprovalRow>>

/** It waits for a second person under this id. */
export interface Awaiting {
  readonly success: true
  readonly awaits: number
}

/** What is asked for, as the change takes it. */
export interface ApprovalRequest {
  readonly kind: ApprovalKind
  readonly customerId: number
  readonly amountMinor: number
  readonly uniqueKey: string
  readonly request: object
}

/** Asks for a second person. The same form sent twice asks once. @returns undefined when nobody of the staff asks */
export async function askApproval(
  trx: Db,
  parts: Pick<Changing, 'by' | 'clock'>,
  { kind, customerId, amountMinor, uniqueKey, request }: ApprovalRequest,
): Promise<Awaiting | undefined> {
  const staffId = staffIdOf(parts)
  if (staffId === null) return undefined
  const asked = await trx
    .insertInto('approval')
    .values({
      ...{ kind, customer_id: customerId, amount_minor: amountMinor, request: JSON.stringify(request) },
      ...{ unique_key: uniqueKey, state: 'asked', asked_by: staffId, asked_at: parts.clock.now() },
    })
    .onConflict((conflict) => conflict.column('unique_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  const { id } =
    asked ??
    (await trx.selectFrom('approval').select('id').where('unique_key', '=', uniqueKey).executeTakeFirstOrThrow())
  return { success: true, awaits: id }
}

const APPROVALS_A_PAGE = 100

/** What waits for a second person, the oldest first. */
export const openApprovals = (db: Db): Promise<(Approval & { readonly number: string; readonly name: string })[]> =>
  db
    .selectFrom('approval')
    .innerJoin('customer', 'customer.id', 'approval.customer_id')
    .selectAll('approval')
    .select(['customer.number', 'customer.name'])
    .where('approval.state', '=', 'asked')
    .orderBy('approval.id')
    .limit(APPROVALS_A_PAGE)
    .execute()

/** One of them, decided or not. */
export const approvalById = (db: Db, id: number): Promise<Approval | undefined> =>
  db.selectFrom('approval').selectAll().where('id', '=', id).executeTakeFirst()

/** Decides once. @returns false when somebody else did already */
export async function markDecided(
  trx: Db,
  { by, clock }: Pick<Changing, 'by' | 'clock'>,
  { id, state }: { readonly id: number; readonly state: 'approved' | 'declined' },
): Promise<boolean> {
  const decided = await trx
    .updateTable('approval')
    .set({ state, decided_by: staffIdOf({ by }), decided_at: clock.now() })
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .returning('id')
    .executeTakeFirst()
  return decided !== undefined
}

/** Tells that somebody was asked. */
export const tellAsked = (
  commit: Parameters<typeof tell>[0],
  parts: Pick<Changing, 'by' | 'clock'>,
  number: string,
  { kind, amountMinor }: Pick<ApprovalRequest, 'kind' | 'amountMinor'>,
) => tell(commit, parts, 'approval_asked', `customer ${number}`, { kind, amount: amountMinor })
