/** Screens of a customer that are made of several features. */
import type { Feature } from '../web/feature.ts'
import { dashboardRoutes } from './routes.ts'

export const dashboard: Feature = {
  routes: (parts) => ({ folder: 'dashboard', customer: dashboardRoutes(parts) }),
}
