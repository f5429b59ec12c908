import { findDocument } from '../../billing/index.ts'
import type { FoundCustomers } from '../../customers/index.ts'
import { findCustomers } from '../../customers/index.ts'
import { paths } from '../../paths.ts'
import type { ReferredPayment } from '../../payments/index.ts'
import { findByReference, findReceipt } from '../../payments/index.ts'
import type { Parts } from '../../web/parts.ts'

/** What one field found: the page of the only thing that has the number, or all that might be meant. */
export type Anything =
  | { readonly only: string }
  | {
      readonly customers: FoundCustomers
      readonly payments: readonly ReferredPayment[]
      readonly isMorePayments: boolean
    }

const MOST_SHOWN = 20

/**
 * Finds anybody by anything: the number of a customer, a bill, a credit note, a receipt or a refund, a contact, a payment's
 * reference, or words of a name or an address. Each way has its index, and none reads a table.
 */
export async function findAnything({ db, database, config }: Parts, typed: string): Promise<Anything> {
  const page = (await findDocument(db, typed)) ?? (await findReceipt(db, typed))
  if (page !== undefined) return { only: page }
  const [customers, payments] = await Promise.all([
    findCustomers(database, typed, { region: config.defaultRegion, many: MOST_SHOWN }),
    findByReference(database, typed, MOST_SHOWN),
  ])
  const [customer] = customers.customers
  const [payment] = payments
  if (customer && customers.customers.length === 1 && (customers.by === 'exact' || !payment)) {
    return { only: paths.admin.customer(customer.number) }
  }
  if (payment && payments.length === 1 && !customer) return { only: paths.admin.payment(payment.number) }
  return { customers, payments: payments.slice(0, MOST_SHOWN), isMorePayments: payments.length > MOST_SHOWN }
}
