import { Hono } from 'hono'
import { z } from 'zod'
import { customerByNumber } from '../customers/index.ts'
import { paths } from '../paths.ts'
import type { Customer, ForCustomer } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { answerPdf, numberOfPdf, printIn } from '../web/print.ts'
import { refuse } from '../web/refuse.ts'
import { rowId } from '../web/row-id.ts'
import type { Payment } from './queries.ts'
import { paymentByNumber } from './queries.ts'
import { listPayments } from './receipt/list-payments.ts'
import { paymentsPage } from './receipt/payments-page.ts'
import { printReceipt } from './receipt/print-receipt.ts'
import { receiptPage } from './receipt/receipt-page.ts'
import { showPayment } from './receipt/show-payment.ts'

const edge = rowId.optional().catch(undefined)

/** What the address of the list says; a part that makes no sense counts as left out. */
const listQuery = z.object({ before: edge, after: edge })

/** A customer's payments: the list, and a receipt for each, to look at and to print. */
export function paymentsRoutes(parts: Parts) {
  const { db, config } = parts
  /** A payment of this customer; another's is not there. */
  const ownPayment = async ({ id }: Customer, number: string | undefined): Promise<Payment | undefined> => {
    const payment = number === undefined ? undefined : await paymentByNumber(db, number)
    return payment?.customerId === id ? payment : undefined
  }
  return new Hono<ForCustomer>()
    .get(paths.payments, async (c) => {
      const list = await listPayments(db, { ...listQuery.parse(c.req.query()), customerId: c.var.customer.id })
      return c.html(paymentsPage(c.var.view, list))
    })
    .get(paths.payment(':number'), async (c) => {
      const payment = await ownPayment(c.var.customer, c.req.param('number'))
      return payment ? c.html(receiptPage(c.var.view, await showPayment(db, payment))) : refuse(c, 'not_found')
    })
    .get(paths.paymentFile(':name'), async (c) => {
      const payment = await ownPayment(c.var.customer, numberOfPdf(c.req.param('name')))
      const payer = payment && (await customerByNumber(db, c.var.customer.number))
      if (!payer) return refuse(c, 'not_found')
      const print = printIn(c.var.customer.language, config)
      return answerPdf(c, parts, payment.number, printReceipt(print, await showPayment(db, payment), payer))
    })
}
