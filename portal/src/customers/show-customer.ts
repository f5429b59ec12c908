import type { FormState, Html, View } from '../ui/index.ts'
import { emptyForm } from '../ui/index.ts'
import type { Staff } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { customerPage } from './customer-page.ts'
import type { CustomerRecord } from './queries.ts'
import { contactsOf, customersOfContacts } from './queries.ts'

export interface Shown {
  readonly view: View
  readonly staff: Staff
  readonly record: CustomerRecord
}

/**
 * Gathers what a customer's page shows.
 * @param form the form that adds a contact, when it comes back refused
 */
export async function showCustomer(
  { db }: Pick<Parts, 'db'>,
  { view, staff, record }: Shown,
  form: FormState = emptyForm,
): Promise<Html> {
  const contacts = await contactsOf(db, record.id)
  const canonical = contacts.map(({ contact }) => contact)
  const owners = await customersOfContacts(db, canonical)
  return customerPage(view, { customer: record, contacts, owners, staff, form })
}
