/** Customers: who they are, how they are reached, and who of them may sign in. */
import type { Feature } from '../web/feature.ts'
import { CONTACT_KIND, contactMessages } from './contact-news.ts'
import { importCustomersCommand } from './import/command.ts'
import { customerRoutes } from './routes.ts'

export { addCustomer } from './add-customer.ts'
export { contactFaultKey } from './contacts.ts'
export { demoCustomers } from './demo.ts'
export { type ContactRecord, type CustomerRecord, contactsOf, customerByNumber } from './queries.ts'
export { activeCustomer, customersByContact, type SignInCustomer } from './sign-in-queries.ts'

export const customers: Feature = {
  routes: customerRoutes,
  commands: importCustomersCommand,
  kinds: (parts) => ({ [CONTACT_KIND]: contactMessages(parts) }),
}
