/** Rows of `contact_budget`: the lane, both purses and the pass of one contact. */
import type { Step, Trx } from '../store.ts'
import { send } from '../store.ts'
import type { ContactBudgetRow } from '../tables.ts'
import type { Reader } from './reading.ts'
import { locking, placeholders, rowOf } from './reading.ts'

/** Every column of `contact_budget`, its key first. */
export const BUDGET_COLUMNS = [
  'contact',
  'lane_tat',
  's_clear',
  's_staked',
  'k_clear',
  'k_staked',
  'pass_made_at',
  'pass_before',
  'pass_until',
  'pass_uses',
  'refuse_until',
  'newest_otp',
] as const satisfies readonly (keyof ContactBudgetRow)[]

const COLUMNS = BUDGET_COLUMNS.join(', ')
const BUDGET = `SELECT ${COLUMNS} FROM contact_budget WHERE contact = $1`
const BUDGET_LOCKED = locking(BUDGET)

/** A contact's budget without a lock: a hint that spares the lock where the lane is empty. */
export const readBudget = (from: Reader, contact: Uint8Array): Step<ContactBudgetRow | undefined> =>
  rowOf(from.get(BUDGET, [contact]))

/** A contact's budget, locked until the commit; a full one for a contact that is not seen yet. */
export function* lockBudget(trx: Trx, contact: Uint8Array): Step<ContactBudgetRow> {
  const known: ContactBudgetRow | undefined = yield* rowOf(trx.get(BUDGET_LOCKED[trx.dialect], [contact]))
  if (known) return known
  const made: ContactBudgetRow | undefined =
    trx.dialect === 'postgres' ? yield* rowOf(trx.get(MAKE_BUDGET, [contact])) : undefined
  return made ?? { ...FULL_BUDGET, contact }
}

// Makes the row or locks the one that somebody made meanwhile, in one statement: two would leave a gap for clean-up.
const MAKE_BUDGET = `INSERT INTO contact_budget (contact, lane_tat, s_clear, s_staked, k_clear, k_staked)
  VALUES ($1, 0, 0, 0, 0, 0)
  ON CONFLICT (contact) DO UPDATE SET contact = excluded.contact
  RETURNING ${BUDGET_COLUMNS.map((column) => `contact_budget.${column}`).join(', ')}`

const FULL_BUDGET = {
  lane_tat: 0,
  s_clear: 0,
  s_staked: 0,
  k_clear: 0,
  k_staked: 0,
  pass_made_at: null,
  pass_before: null,
  pass_until: 0,
  pass_uses: 0,
  refuse_until: 0,
  newest_otp: null,
}

const SAVE_BUDGET = `INSERT INTO contact_budget (${COLUMNS}) VALUES (${placeholders(BUDGET_COLUMNS.length)})
  ON CONFLICT (contact) DO UPDATE SET ${BUDGET_COLUMNS.slice(1)
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')}`

/** Writes a budget that `lockBudget` gave. */
export function saveBudget(trx: Trx, budget: ContactBudgetRow): void {
  const values = BUDGET_COLUMNS.map((column) => budget[column])
  send(trx, SAVE_BUDGET, values)
}
