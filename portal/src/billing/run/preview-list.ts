import type { Db } from '../../db/database.ts'

/** Which rows of a plan are looked at. */
export const previewLists = ['all', 'outliers', 'new', 'zero', 'unreachable'] as const
export type PreviewList = (typeof previewLists)[number]

/** A customer of a plan. */
export interface ListedPreview {
  readonly customerId: number
  readonly number: string
  readonly name: string
  /** Null for a customer who had a bill the month before, and now gets none. */
  readonly totalMinor: number | null
  /** Null where there was none. */
  readonly beforeMinor: number | null
  readonly changeMinor: number
}

/** Where a page begins: behind this row, in the order of the list. */
export interface PreviewPlace {
  readonly changeMinor: number
  readonly customerId: number
}

export interface PreviewQuery {
  readonly runId: number
  readonly which: PreviewList
  readonly behind?: PreviewPlace | undefined
}

const ROWS_A_PAGE = 50

/** A page of a plan, the largest change first. */
export async function previewList(
  db: Db,
  query: PreviewQuery,
): Promise<{ readonly rows: readonly ListedPreview[]; readonly next: PreviewPlace | undefined }> {
  const found = await selectPreview(db, query).execute()
  const rows = found.slice(0, ROWS_A_PAGE)
  return { rows, next: found.length > ROWS_A_PAGE ? rows.at(-1) : undefined }
}

/** The statement of {@link previewList}, which asks for one row more than a page has. */
export function selectPreview(db: Db, { runId, which, behind }: PreviewQuery) {
  let query = db
    .selectFrom('billing_preview')
    .innerJoin('customer', 'customer.id', 'billing_preview.customer_id')
    .select(({ ref }) => [
      ref('customer.number').as('number'),
      ref('customer.name').as('name'),
      ref('billing_preview.customer_id').as('customerId'),
      ref('billing_preview.total_minor').as('totalMinor'),
      ref('billing_preview.before_minor').as('beforeMinor'),
      ref('billing_preview.change_minor').as('changeMinor'),
    ])
    .where('billing_run_id', '=', runId)
    .orderBy('change_minor', 'desc')
    .orderBy('customer_id', 'desc')
    .limit(ROWS_A_PAGE + 1)
  // Written out, not bound: only so do databases see that an index holds just these rows.
  if (which === 'outliers') query = query.where(({ eb, lit }) => eb('is_outlier', '=', lit(1)))
  if (which === 'new') query = query.where('before_minor', 'is', null)
  if (which === 'zero') query = query.where(({ eb, lit }) => eb('total_minor', '=', lit(0)))
  if (which === 'unreachable') query = query.where(({ eb, lit }) => eb('is_reachable', '=', lit(0)))
  if (!behind) return query
  return query.where(({ eb, refTuple, tuple }) =>
    eb(refTuple('change_minor', 'customer_id'), '<', tuple(behind.changeMinor, behind.customerId)),
  )
}
