import { createMiddleware } from 'hono/factory'
import type { CustomerRecord } from '../../customers/index.ts'
import type { Db } from '../../db/database.ts'
import type { ForStaff } from '../../web/identity.ts'
import type { Parts } from '../../web/parts.ts'
import { refuse } from '../../web/refuse.ts'
import { isSoundText } from '../../web/text-rules.ts'
import type { Payment } from '../queries.ts'
import { paymentByNumber } from '../queries.ts'

/** Pages of one payment find it as `c.var.payment`, and whose it is as `c.var.payer`. */
export type ForPayment = ForStaff & {
  Variables: { payment: Payment; payer: Pick<CustomerRecord, 'number' | 'name'> }
}

/** Looks up the payment whose receipt's number stands in the address. */
export const findPayment = ({ db }: Pick<Parts, 'db'>) =>
  createMiddleware<ForPayment, '/:number/'>(async (c, next) => {
    const number = c.req.param('number')
    const payment = isSoundText(number) ? await paymentByNumber(db, number) : undefined
    if (!payment) return refuse(c, 'not_found')
    c.set('payment', payment)
    c.set('payer', await payerById(db, payment.customerId))
    return next()
  })

/** Whose a payment is, as a receipt names the customer. */
export const payerById = (db: Db, id: number) =>
  db
    .selectFrom('customer')
    .select(['number', 'name', 'address', 'language'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
