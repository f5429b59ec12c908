import { Hono } from 'hono'
import { paths } from '../paths.ts'
import type { ForCustomer } from '../web/identity.ts'
import { paymentsPage } from './pages.ts'

export const paymentsRoutes = () => new Hono<ForCustomer>().get(paths.payments, (c) => c.html(paymentsPage(c.var.view)))
