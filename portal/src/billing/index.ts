/** Plans and services, bills and what corrects them, the balance and its proof. */
import type { Feature } from '../web/feature.ts'
import { billingApi } from './api.ts'
import { openBooks } from './books.ts'
import { billingRoutes } from './routes.ts'
import { billingRunCommand } from './run/command.ts'

export const billing: Feature = {
  routes: () => ({ folder: 'billing', customer: billingRoutes(), token: billingApi() }),
  prepare: openBooks,
  commands: billingRunCommand,
}
