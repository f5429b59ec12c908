import type { Db } from '../../db/database.ts'
import { nextVersion } from '../queries.ts'
import { takeNumbers } from '../take-number.ts'
import type { Plan, PlannedContact, RecordChange } from './plan-row.ts'

export interface WriteContext {
  readonly now: number
  /** The first day of service where a row does not say. */
  readonly since: string
}

/**
 * Writes what was planned, in a handful of statements for the whole batch.
 * @returns the ids of those whose opening balance was set or corrected
 */
export async function writePlans(trx: Db, plans: readonly Plan[], context: WriteContext): Promise<readonly number[]> {
  const { now } = context
  const added = await insertCustomers(
    trx,
    plans.filter((plan) => plan.kind === 'add'),
    context,
  )
  const updated = plans.filter((plan) => plan.kind === 'update')
  for (const { id, change } of updated) await updateCustomer(trx, id, { change, now })
  const contacts = [...added, ...updated].flatMap((plan) => contactRows(plan.id, plan.contacts, now))
  if (contacts.length > 0) await trx.insertInto('customer_contact').values(contacts).execute()
  const corrected = updated.filter(({ change }) => change.opening_balance_minor !== undefined)
  return [...added.filter(({ opens }) => opens), ...corrected].map(({ id }) => id).toSorted((one, other) => one - other)
}

type AddPlan = Extract<Plan, { kind: 'add' }>

/** The ids of the new customers, each with the contacts that are to follow. */
async function insertCustomers(trx: Db, plans: readonly AddPlan[], { now, since }: WriteContext) {
  if (plans.length === 0) return []
  const unnumbered = plans.filter(({ row }) => row.number === undefined)
  const nextNumber = await takeNumbers(trx, unnumbered.length)
  const numbered = new Map(plans.map((plan) => [plan.row.number ?? nextNumber(), plan]))
  const rows = [...numbered].map(([number, { row }]) => ({
    number,
    name: row.name,
    type: row.type,
    address: row.address ?? '',
    language: row.language ?? 'en',
    since: row.since ?? since,
    opening_balance_minor: row.openingBalanceMinor ?? 0,
    created_at: now,
    updated_at: now,
  }))
  const inserted = await trx.insertInto('customer').values(rows).returning(['id', 'number']).execute()
  return inserted.map(({ id, number }) => {
    const plan = numbered.get(number)
    return { id, contacts: plan?.contacts ?? [], opens: (plan?.row.openingBalanceMinor ?? 0) !== 0 }
  })
}

async function updateCustomer(
  trx: Db,
  id: number,
  { change, now }: { readonly change: RecordChange; readonly now: number },
): Promise<void> {
  if (Object.keys(change).length === 0) return
  await trx
    .updateTable('customer')
    .set({ ...change, updated_at: nextVersion(now) })
    .where('id', '=', id)
    .execute()
}

const contactRows = (customerId: number, contacts: readonly PlannedContact[], now: number) =>
  contacts.map(({ contact, use }) => ({
    customer_id: customerId,
    ...contact,
    may_sign_in: use === 'sign_in' ? 1 : 0,
    created_at: now,
  }))
