/** What staff see of several features at once. */
import type { Feature } from '../web/feature.ts'
import { adminRoutes } from './routes.ts'

export const admin: Feature = {
  routes: (parts) => ({ folder: 'admin', staff: adminRoutes(parts) }),
}
