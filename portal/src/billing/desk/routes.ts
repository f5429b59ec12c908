import { Hono } from 'hono'
import type { ForStaff } from '../../web/identity.ts'
import type { Parts } from '../../web/parts.ts'
import { runScreens } from '../run/screen/routes.ts'
import { accountRoutes } from './account-routes.ts'
import { billRoutes } from './bill-routes.ts'
import { correctionRoutes } from './correction-routes.ts'
import { listRoutes } from './list-routes.ts'
import { booksRoutes } from './prices/books-routes.ts'
import { itemsRoutes } from './prices/items-routes.ts'
import { plansRoutes } from './prices/plans-routes.ts'
import { taxesRoutes } from './prices/taxes-routes.ts'
import { chargeManyRoutes } from './services/charge-many-routes.ts'
import { servicesRoutes } from './services/services-routes.ts'

/** Bills and billing runs, accounts, services and prices at the desk of staff. */
export const billingDesk = (parts: Parts) =>
  new Hono<ForStaff>()
    .route('/', listRoutes(parts))
    .route('/', billRoutes(parts))
    .route('/', correctionRoutes(parts))
    .route('/', runScreens(parts))
    .route('/', accountRoutes(parts))
    .route('/', servicesRoutes(parts))
    .route('/', chargeManyRoutes(parts))
    .route('/', plansRoutes(parts))
    .route('/', itemsRoutes(parts))
    .route('/', taxesRoutes(parts))
    .route('/', booksRoutes(parts))
