import { systemActor, tell } from '../../audit/index.ts'
import type { Db } from '../../db/database.ts'
import type { Parts } from '../../web/parts.ts'
import { holdNumbers } from '../take-number.ts'
import type { ImportRow } from './check-row.ts'
import type { KnownContact, Plan } from './plan-row.ts'
import { planRow } from './plan-row.ts'
import { recognise } from './recognise.ts'
import type { WriteContext } from './write-plans.ts'
import { writePlans } from './write-plans.ts'

/** What an import knows beside the rows. */
export interface ImportContext extends WriteContext {
  /** The customers who were met already, by id, with the line that named them. */
  readonly met: Map<number, number>
}

/** Writes a batch of rows in one transaction, with its line in the audit log, and tells what was done with each. */
export function writeBatch(
  { change, clock, postOpenings }: Pick<Parts, 'change' | 'clock' | 'postOpenings'>,
  rows: readonly ImportRow[],
  context: ImportContext,
): Promise<readonly Plan[]> {
  return change(async (trx, commit) => {
    // Customers are added one after another; so nobody adds one of the batch between the look and the write.
    await holdNumbers(trx)
    const plans = await planBatch(trx, rows, { ...context, lock: lockCustomers })
    const customerIds = await writePlans(trx, plans, context)
    if (customerIds.length > 0) await postOpenings({ trx, commit, customerIds })
    const written = writtenOf(plans)
    if (written.added + written.updated > 0) {
      await tell(commit, { by: systemActor, clock }, 'data_imported', 'customers', written)
    }
    return plans
  })
}

function writtenOf(plans: readonly Plan[]) {
  const many = (kind: Plan['kind']) => plans.filter((plan) => plan.kind === kind).length
  return { added: many('add'), updated: many('update') }
}

/** What {@link writeBatch} would do. */
export const reportBatch = (
  { db }: Pick<Parts, 'db'>,
  rows: readonly ImportRow[],
  context: ImportContext,
): Promise<readonly Plan[]> => planBatch(db, rows, { ...context, lock: async () => {} })

interface PlanContext extends ImportContext {
  readonly lock: (trx: Db, ids: readonly number[]) => Promise<void>
}

async function planBatch(db: Db, rows: readonly ImportRow[], { lock, met }: PlanContext): Promise<readonly Plan[]> {
  const knownBy = await recognise(db, rows)
  const ids = rows.flatMap(knownBy).map(({ id }) => id)
  if (ids.length > 0) await lock(db, ids)
  const contacts = ids.length > 0 ? await contactsOfAll(db, ids) : []
  return rows.map((row) => {
    const known = knownBy(row)
    const first = known.map(({ id }) => met.get(id)).find((line) => line !== undefined)
    if (first !== undefined) return repeated(row, first)
    for (const { id } of known) met.set(id, row.line)
    return planRow(row, known, contacts)
  })
}

/** A row that means the customer of a row before it, though it says so in another way. */
const repeated = (row: ImportRow, first: number): Plan => ({
  kind: 'refuse',
  row,
  notes: [],
  faults: [{ key: 'customers.import.repeated', values: { first } }],
})

/** While the rows are held, nobody else lets a further contact sign in. */
async function lockCustomers(trx: Db, ids: readonly number[]): Promise<void> {
  await trx
    .updateTable('customer')
    .set(({ ref }) => ({ active: ref('active') }))
    .where('id', 'in', ids)
    .execute()
}

const contactsOfAll = (db: Db, ids: readonly number[]): Promise<KnownContact[]> =>
  db
    .selectFrom('customer_contact')
    .select(['customer_id as customerId', 'address', 'contact', 'may_sign_in'])
    .where('customer_id', 'in', ids)
    .orderBy('id')
    .execute()
