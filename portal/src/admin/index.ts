/** What staff see of several features at once. */
import type { Feature } from '../web/feature.ts'
import { findRoutes } from './find/find-routes.ts'
import { adminRoutes } from './routes.ts'
import { whyRoutes } from './why-no-code/routes.ts'

export const admin: Feature = {
  routes: (parts) => ({
    folder: 'admin',
    staff: adminRoutes(parts).route('/', whyRoutes(parts)).route('/', findRoutes(parts)),
  }),
}
