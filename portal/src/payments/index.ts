/** Money that comes in and goes back, and what a second person decides about. */
import type { Feature } from '../web/feature.ts'
import { paymentsApi } from './api.ts'
import { paymentDesk } from './desk/routes.ts'
import { postEarlierOpenings, postOpenings } from './openings.ts'
import { paymentsRoutes } from './routes.ts'

export { demoBooks } from './demo.ts'
export { findByReference, findReceipt, type ReferredPayment } from './desk/find-payments.ts'
export { type Payment, paymentsOf } from './queries.ts'
export { methodWords } from './receipt/payment-words.ts'

export const payments: Feature = {
  routes: (parts) => ({
    folder: 'payments',
    customer: paymentsRoutes(parts),
    staff: paymentDesk(parts),
    token: paymentsApi(parts),
  }),
  prepare: postEarlierOpenings,
  postOpenings,
}
