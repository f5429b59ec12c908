import type { Db } from '../db/database.ts'
import type { Billed } from './issue/issue-bills.ts'

/**
 * Holds a customer until the commit: one change at a time is made to a customer's books. An update that changes nothing locks
 * the row on PostgreSQL; on SQLite a change is alone in any case. Whoever is served no more is found, too: money moves later.
 */
export const holdCustomer = (trx: Db, number: string): Promise<Billed | undefined> =>
  trx
    .updateTable('customer')
    .set(({ ref }) => ({ created_at: ref('created_at') }))
    .where('number', '=', number)
    .returning(['id', 'number', 'name', 'address'])
    .executeTakeFirst()

/** The same by id, of a customer who is known to be there. */
export const holdCustomerById = (trx: Db, id: number): Promise<Billed> =>
  trx
    .updateTable('customer')
    .set(({ ref }) => ({ created_at: ref('created_at') }))
    .where('id', '=', id)
    .returning(['id', 'number', 'name', 'address'])
    .executeTakeFirstOrThrow()
