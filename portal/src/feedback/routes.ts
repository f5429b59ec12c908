import { Hono } from 'hono'
import { paths } from '../paths.ts'
import type { ForCustomer } from '../web/identity.ts'
import { feedbackPage } from './pages.ts'

export const feedbackRoutes = () => new Hono<ForCustomer>().get(paths.feedback, (c) => c.html(feedbackPage(c.var.view)))
