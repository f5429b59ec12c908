/** Customers: who they are, how they are reached, and who of them may sign in. */
import type { Feature } from '../web/feature.ts'
import { importCustomersCommand } from './import/command.ts'
import { customerRoutes } from './routes.ts'

export { type Added, addCustomer, type NewCustomer } from './add-customer.ts'
export { contactFaultKey, MOST_SIGN_IN_CONTACTS, readContactAs } from './contacts.ts'
export { demoCustomers } from './demo.ts'
export { numberOf, readNumber } from './number.ts'
export {
  type ContactOwner,
  type ContactRecord,
  type CustomerRecord,
  contactsOf,
  customerByNumber,
  customersOfContact,
} from './queries.ts'
export { setActivity } from './set-activity.ts'
export {
  ACTIVE_CUSTOMER,
  type ActiveCustomer,
  activeCustomer,
  customerById,
  customersByContact,
  SIGN_IN_CUSTOMERS,
  type SignInCustomer,
  signInCustomer,
} from './sign-in-queries.ts'

export const customers: Feature = {
  routes: customerRoutes,
  commands: importCustomersCommand,
}
