import { documentNumberIn } from '../../billing/index.ts'
import type { FoundCustomer } from '../../customers/index.ts'
import { findCustomers } from '../../customers/index.ts'
import type { Parts } from '../../web/parts.ts'
import type { PaymentFields } from './payment-form.ts'

/** Whose payment it is: one customer who is certain, or those among whom the clerk chooses. */
export type Payer =
  | { readonly success: true; readonly number: string }
  | { readonly success: false; readonly found: readonly FoundCustomer[]; readonly isMore: boolean }

const MOST_OFFERED = 10

/**
 * Finds the customer of a payment by what was typed. A number, a contact of one customer or the number of a bill is certain;
 * a name never is, even where only one customer has it: money of another must not land there.
 */
export async function findPayer(
  { db, database, config }: Pick<Parts, 'db' | 'database' | 'config'>,
  { customer: typed, chosen, looked_for: lookedFor }: Pick<PaymentFields, 'customer' | 'chosen' | 'looked_for'>,
): Promise<Payer> {
  if (chosen !== undefined && lookedFor === typed) return { success: true, number: chosen }
  const billed = await db
    .selectFrom('bill')
    .innerJoin('customer', 'customer.id', 'bill.customer_id')
    .select('customer.number')
    .where('bill.number', '=', documentNumberIn(typed) ?? typed)
    .executeTakeFirst()
  if (billed) return { success: true, number: billed.number }
  const found = await findCustomers(database, typed, { region: config.defaultRegion, many: MOST_OFFERED })
  const [only] = found.customers
  if (only && found.by === 'exact' && found.customers.length === 1) return { success: true, number: only.number }
  return { success: false, found: found.customers, isMore: found.isMore }
}
