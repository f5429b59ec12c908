import { Hono } from 'hono'
import type { ForStaff } from '../../web/identity.ts'
import type { Parts } from '../../web/parts.ts'
import { approvalRoutes } from './approvals-routes.ts'
import { listRoutes } from './list-routes.ts'
import { newPaymentRoutes } from './new-payment-routes.ts'
import { paymentRoutes } from './payment-routes.ts'

/** Money at the desk of staff: found, recorded, undone, given back, decided about. */
export const paymentDesk = (parts: Parts) =>
  new Hono<ForStaff>()
    .route('/', listRoutes(parts))
    .route('/', newPaymentRoutes(parts)) // before the pages of one payment, for which `new` would be a number
    .route('/', paymentRoutes(parts))
    .route('/', approvalRoutes(parts))
