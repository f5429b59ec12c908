import { sql } from 'kysely'
import { documentNumberIn } from '../../billing/index.ts'
import { findCustomers } from '../../customers/index.ts'
import { beginsWith } from '../../db/begins-with.ts'
import type { Database } from '../../db/database.ts'
import type { PaymentMethod } from '../../db/ledger-tables.ts'

/** What a list of payments is narrowed to, and where in it the page begins. */
export interface PaymentQuery {
  /** A receipt's number, the beginning of a reference, or anything that a customer is found by. */
  readonly q: string
  readonly method?: PaymentMethod | undefined
  readonly from?: string | undefined
  /** The last day that belongs to it. */
  readonly to?: string | undefined
  readonly sort: 'newest' | 'oldest'
  /** The id of the payment before the first one on the page. */
  readonly after?: number | undefined
}

export interface ListedPayment {
  readonly id: number
  readonly number: string
  readonly customerNumber: string
  readonly customerName: string
  readonly amountMinor: number
  readonly currency: string
  readonly method: PaymentMethod
  readonly reference: string
  readonly receivedOn: string
  readonly recordedAt: number
  readonly reversedOn: string | null
}

export interface PaymentList {
  readonly payments: readonly ListedPayment[]
  /** The id to go on after; undefined on the last page. */
  readonly next: number | undefined
}

// More customers than that are found by no name that is worth a list of payments.
const MOST_CUSTOMERS = 50

/** A page of payments by the day on which they came. */
export async function listPayments(
  database: Database,
  query: PaymentQuery,
  { region, many }: { readonly region: string; readonly many: number },
): Promise<PaymentList> {
  const customers =
    query.q === '' ? [] : (await findCustomers(database, query.q, { region, many: MOST_CUSTOMERS })).customers
  const customerIds = customers.map(({ id }) => id)
  const rows = await pageQuery(database, query, { customerIds, many: many + 1 }).execute()
  return { payments: rows.slice(0, many), next: rows.length > many ? rows[many - 1]?.id : undefined }
}

/** The statement behind a page. */
export function pageQuery(
  { db, dialect }: Pick<Database, 'db' | 'dialect'>,
  query: PaymentQuery,
  { customerIds, many }: { readonly customerIds: readonly number[]; readonly many: number },
) {
  const order = query.sort === 'newest' ? 'desc' : 'asc'
  let rows = db
    .selectFrom('payment')
    .innerJoin('customer', 'customer.id', 'payment.customer_id')
    .leftJoin('reversal', 'reversal.payment_id', 'payment.id')
    .select(['payment.id', 'payment.number', 'customer.number as customerNumber', 'customer.name as customerName'])
    .select(['payment.amount_minor as amountMinor', 'payment.currency', 'payment.method', 'payment.reference'])
    .select(['payment.received_on as receivedOn', 'payment.recorded_at as recordedAt'])
    .select('reversal.reversed_on as reversedOn')
    .orderBy('payment.received_on', order)
    .orderBy('payment.id', order)
    .limit(many)
  if (query.q !== '') rows = rows.where('payment.id', 'in', found({ db, dialect }, query.q, customerIds))
  if (query.method) rows = rows.where('payment.method', '=', query.method)
  if (query.from) rows = rows.where('payment.received_on', '>=', query.from)
  if (query.to) rows = rows.where('payment.received_on', '<=', query.to)
  return query.after === undefined ? rows : rows.where(beyond(query.after, query.sort === 'newest' ? '<' : '>'))
}

/** Past a payment in the order by day: pages go by key, so that none is slower than the first. */
const beyond = (id: number, way: '<' | '>') =>
  sql<boolean>`(payment.received_on, payment.id) ${sql.raw(way)} (SELECT edge.received_on, edge.id FROM payment AS edge WHERE edge.id = ${id})`

// One reference stands on few payments; a beginning of three letters may stand on all.
const MOST_FOUND = 1000

/** The ids that what was typed leads to, each by an index of its own. */
function found({ db, dialect }: Pick<Database, 'db' | 'dialect'>, typed: string, customerIds: readonly number[]) {
  const byReference = db
    .selectFrom('payment')
    .select('id')
    .where('reference', '<>', '')
    .where(beginsWith(dialect, 'reference', typed))
    .limit(MOST_FOUND)
  return db
    .selectFrom('payment')
    .select('id')
    .where('number', '=', documentNumberIn(typed) ?? typed)
    .union(db.selectFrom(byReference.as('referred')).select('referred.id'))
    .$if(customerIds.length > 0, (ids) =>
      ids.union(db.selectFrom('payment').select('id').where('customer_id', 'in', customerIds)),
    )
}
