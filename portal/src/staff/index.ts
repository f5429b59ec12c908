/** People and roles. What each role may do stands in `web/permissions.ts`; how staff sign in, in `sign-in/`. */
import type { Feature } from '../web/feature.ts'
import { createStaffCommand } from './create-staff.ts'
import { staffRoutes } from './routes.ts'

export { demoStaff } from './demo.ts'
export { isStaffRole, staffRoles } from './roles.ts'
export { type NewStaff, putStaff } from './save-staff.ts'
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

export const staff: Feature = {
  routes: (parts) => ({ folder: 'staff', staff: staffRoutes(parts) }),
  commands: createStaffCommand,
}
