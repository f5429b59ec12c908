import type { Feature } from '../web/feature.ts'
import { paymentsApi } from './api.ts'
import { paymentsRoutes } from './routes.ts'

export const payments: Feature = {
  routes: () => ({ folder: 'payments', customer: paymentsRoutes(), token: paymentsApi() }),
}
