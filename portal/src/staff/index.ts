/** People and roles. What each role may do stands in `web/permissions.ts`; how staff sign in, in `sign-in/`. */
import type { Feature } from '../web/feature.ts'
import { createStaffCommand } from './create-staff.ts'
import { staffRoutes } from './routes.ts'

export { demoStaff } from './demo.ts'
export { staffRoles } from './roles.ts'
export { putStaff } from './save-staff.ts'
export { activeStaff, staffByContact } from './sign-in-queries.ts'

export const staff: Feature = {
  routes: (parts) => ({ folder: 'staff', staff: staffRoutes(parts) }),
  commands: createStaffCommand,
}
