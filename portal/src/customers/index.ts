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
