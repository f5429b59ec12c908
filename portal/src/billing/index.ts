/** The customer's bills and the statement of account. */
import type { Feature } from '../web/feature.ts'
import { billingApi } from './api.ts'
import { billingRoutes } from './routes.ts'

export const billing: Feature = {
  routes: () => ({ folder: 'billing', customer: billingRoutes(), token: billingApi() }),
}
