import { Hono } from 'hono'
import type { ForCustomer } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { billRoutes } from './bill/bill-routes.ts'
import { creditNoteRoutes } from './credit-note/credit-note-routes.ts'
import { statementRoutes } from './statement/statement-routes.ts'

/** What a customer sees of the books: bills, what was taken back of them, the account. */
export const billingRoutes = (parts: Parts) =>
  new Hono<ForCustomer>()
    .route('/', billRoutes(parts))
    .route('/', creditNoteRoutes(parts))
    .route('/', statementRoutes(parts))
