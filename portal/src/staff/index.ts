export { isStaffRole, staffRoles } from './roles.ts'
export {
  ACTIVE_STAFF,
  type ActiveStaff,
  activeStaff,
  SIGN_IN_STAFF,
  type SignInStaff,
  signInStaff,
  staffByContact,
  staffById,
} from './sign-in-queries.ts'
