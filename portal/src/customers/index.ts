export { type Added, addCustomer, type NewCustomer } from './add-customer.ts'
export { type Contact, readContactAs } from './contacts.ts'
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
