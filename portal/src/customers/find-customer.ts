import { createMiddleware } from 'hono/factory'
import type { ForStaff } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { refuse } from '../web/refuse.ts'
import { isSoundText } from '../web/text-rules.ts'
import type { CustomerRecord } from './queries.ts'
import { customerByNumber } from './queries.ts'

/** Pages of one customer find what is known of it as `c.var.record`. */
type ForRecord = ForStaff & { Variables: { record: CustomerRecord } }

/** Looks up the customer whose number stands in the address; a number that is nobody's is not found. */
export const findCustomer = ({ db }: Pick<Parts, 'db'>) =>
  createMiddleware<ForRecord, '/:number/'>(async (c, next) => {
    const number = c.req.param('number')
    const record = isSoundText(number) ? await customerByNumber(db, number) : undefined
    if (!record) return refuse(c, 'not_found')
    c.set('record', record)
    return next()
  })
