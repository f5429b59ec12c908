import type { Row, Trx } from '@kerbside/otp'
import type { Dialect } from '../../db/dialect.ts'
import type { CustomerGroup } from '../../db/service-tables.ts'
import type { Period } from '../../values/period.ts'
import type { Billed } from '../issue/issue-bills.ts'
import type { CustomerRange } from '../settle.ts'
import type { Reader } from './catalogue.ts'
import { numberIn, textIn } from './read-row.ts'

// Long enough that a commit is shared by many, short enough that nobody who saves meanwhile notices.
const CUSTOMERS_A_BATCH = 250
// What is known of customers is read by ranges of ids: a group of which few are left must not make a range of the whole table.
const IDS_A_BATCH = 4 * CUSTOMERS_A_BATCH

// The plus keeps the index of active customers out of it: it would be read as a whole for each batch.
export const NEXT = `SELECT id, number, name, address FROM customer
  WHERE id > $1 AND id <= $3 AND +active = 1 AND ($2 = 'all' OR type = $2) ORDER BY id LIMIT ${CUSTOMERS_A_BATCH}`

const holding: Readonly<Record<Dialect, string>> = { sqlite: NEXT, postgres: `${NEXT} FOR NO KEY UPDATE` }

const NEWEST = 'SELECT max(id) AS id FROM customer'

/** The next customers of a group, in the order of their ids. */
export interface NextCustomers {
  readonly customers: readonly Billed[]
  /** The id to go on after; undefined when there are no further customers. */
  readonly past: number | undefined
}

/** The next customers of a group after an id. There may be none of them, and others further on. */
export const nextCustomers = (reader: Reader, group: CustomerGroup, after: number): Promise<NextCustomers> =>
  readNext(reader, NEXT, { group, after })

/** The same, held until the commit: one change at a time is made to a customer's books. */
export const holdNextCustomers = (trx: Trx, group: CustomerGroup, after: number): Promise<NextCustomers> =>
  readNext(trx, holding[trx.dialect], { group, after })

async function readNext(
  reader: Reader,
  next: string,
  { group, after }: { readonly group: CustomerGroup; readonly after: number },
): Promise<NextCustomers> {
  const until = after + IDS_A_BATCH
  const customers = (await reader.all(next, [after, group, until])).map(billed)
  if (customers.length === CUSTOMERS_A_BATCH) return { customers, past: customers.at(-1)?.id }
  const newest = await newestCustomer(reader)
  return { customers, past: until < newest ? until : undefined }
}

/** The largest id of all customers, for how far a run has come; 0 when there are none. */
export const newestCustomer = async (reader: Reader): Promise<number> =>
  (await reader.all(NEWEST)).map((row) => numberIn(row, 'id'))[0] ?? 0

const billed = (row: Row): Billed => ({
  id: numberIn(row, 'id'),
  number: textIn(row, 'number'),
  name: textIn(row, 'name'),
  address: textIn(row, 'address'),
})

/**
 * The regular bills of a month: how many, and how many of them still stand. The empty text keeps an index of months out of it, by
 * which each batch would read all bills that its run has issued so far: found with half a million customers.
 */
export const ROUNDS = `SELECT bill.customer_id, count(*) AS rounds,
    sum(CASE WHEN EXISTS (SELECT 1 FROM credit_note WHERE credit_note.bill_id = bill.id
      AND credit_note.releases_days = 1) THEN 0 ELSE 1 END) AS standing
  FROM bill WHERE bill.kind = 'regular' AND bill.customer_id BETWEEN $1 AND $2 AND bill.period || '' = $3
  GROUP BY bill.customer_id`

/** Whether a month's regular bill stands, and how often it was billed at all. */
export interface Rounds {
  readonly rounds: number
  readonly stands: boolean
}

const none: Rounds = { rounds: 0, stands: false }

export async function loadRounds(
  reader: Reader,
  { first, last }: CustomerRange,
  period: Period,
): Promise<(customerId: number) => Rounds> {
  const rows = await reader.all(ROUNDS, [first, last, period.name])
  const found = new Map(
    rows.map((row) => [
      numberIn(row, 'customer_id'),
      { rounds: numberIn(row, 'rounds'), stands: numberIn(row, 'standing') > 0 },
    ]),
  )
  return (id) => found.get(id) ?? none
}
