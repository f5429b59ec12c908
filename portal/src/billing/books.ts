import type { Selectable } from 'kysely'
import type { Db } from '../db/database.ts'
import type { BooksRow } from '../db/service-tables.ts'
import type { CustomerType } from '../db/tables.ts'
import { addDays, dayAt } from '../values/day.ts'
import { exponentOf } from '../values/money.ts'
import type { Period } from '../values/period.ts'
import type { Parts } from '../web/parts.ts'

/** The rules that the books of this database are kept by. */
export type Books = Readonly<Omit<Selectable<BooksRow>, 'seal_key'>>

/** Before any day that is billed: a founding price is in force from any day. */
export const BEGINNING = '0001-01-01'

/** A month of the standard plan of each type, in whole units of the currency, until the operator sets prices. */
const foundingPrices: Readonly<Record<CustomerType, number>> = {
  household: 300,
  shop: 500,
  hotel: 1000,
  institution: 1000,
}

const FOUNDING_DUE_DAYS = 14
// A hotel's month: beyond that a slip of the hand is dear.
const FOUNDING_SECOND_PERSON_ABOVE = 1000

/**
 * Opens the books of a new database in the operator's currency, with the founding prices; those that are open stay as they
 * are.
 * @throws Error when the books are kept in another currency than the settings say: amounts would be read as what they are not
 */
export async function openBooks({ change, db, config, clock }: Parts): Promise<void> {
  const there = await db.selectFrom('books').select('currency').executeTakeFirst()
  const currency = there?.currency ?? config.defaultCurrency
  if (there === undefined) await change((trx) => found(trx, currency, clock.now()))
  if (currency === config.defaultCurrency) return
  throw new Error(
    `The books of this database are kept in ${currency}, and DEFAULT_CURRENCY is ${config.defaultCurrency}. Set it back, or begin with a new database.`,
  )
}

async function found(trx: Db, currency: string, now: number): Promise<void> {
  const unit = 10 ** exponentOf(currency)
  const rules = { due_days: FOUNDING_DUE_DAYS, second_person_above_minor: FOUNDING_SECOND_PERSON_ABOVE * unit }
  const founded = await trx
    .insertInto('books')
    .values({ id: 1, currency, ...rules })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!founded) return // another process came first
  const plans = await trx.selectFrom('plan').select(['id', 'customer_type']).where('is_standard', '=', 1).execute()
  const prices = plans.map(({ id, customer_type }) => ({
    plan_id: id,
    from_on: BEGINNING,
    price_minor: foundingPrices[customer_type] * unit,
    created_at: now,
  }))
  await trx.insertInto('plan_price').values(prices).execute()
}

/** @throws Error before the books are open */
export const booksOf = (db: Db): Promise<Books> =>
  db
    .selectFrom('books')
    .select(['id', 'currency', 'due_days', 'second_person_above_minor'])
    .executeTakeFirstOrThrow(() => new Error('The books are not open: the portal opens them when it starts.'))

/** When something is issued: the instant, the operator's day, and by when it is due. */
export interface IssueDay {
  readonly now: number
  readonly today: string
  readonly dueOn: string
  readonly currency: string
}

/** Now, for whatever is issued. */
export async function issueDay(trx: Db, { clock, config }: Pick<Parts, 'clock' | 'config'>): Promise<IssueDay> {
  const books = await booksOf(trx)
  const now = clock.now()
  const today = dayAt(now, config.timeZone)
  return { now, today, dueOn: addDays(today, books.due_days), currency: books.currency }
}

/** True from a month's first day on: from then on it may be billed, in advance. */
export const hasBegun = ({ clock, config }: Pick<Parts, 'clock' | 'config'>, { from }: Period): boolean =>
  from <= dayAt(clock.now(), config.timeZone)
