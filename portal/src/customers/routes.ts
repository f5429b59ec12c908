import { Hono } from 'hono'
import type { ForCustomer, ForStaff } from '../web/identity.ts'
import type { Routes } from '../web/mount.ts'
import type { Parts } from '../web/parts.ts'
import { activityRoutes } from './activity-routes.ts'
import { addRoutes } from './add-routes.ts'
import { bouncingRoutes } from './bounces/bouncing-routes.ts'
import { contactRoutes } from './contact-routes.ts'
import { listRoutes } from './list-routes.ts'
import { choicesRoutes, ownChoicesRoutes } from './reaching/choices-routes.ts'
import { recordRoutes } from './record-routes.ts'

/** The screens on which staff find and keep customers, and those on which customers say how they are reached. */
export const customerRoutes = (parts: Parts): Routes => ({
  folder: 'customers',
  customer: new Hono<ForCustomer>().route('/', ownChoicesRoutes(parts)).route('/', bouncingRoutes(parts)),
  staff: new Hono<ForStaff>()
    .route('/', listRoutes(parts))
    .route('/', addRoutes(parts)) // before the pages of one customer, for which `new` would be a number
    .route('/', recordRoutes(parts))
    .route('/', activityRoutes(parts))
    .route('/', choicesRoutes(parts))
    .route('/', contactRoutes(parts)),
})
