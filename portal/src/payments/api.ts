import { z } from '@hono/zod-openapi'
import { paths } from '../paths.ts'
import { createApi } from '../web/api.ts'
import { customerListRoute } from '../web/customer-list.ts'
import type { ForToken } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { paymentsOf } from './queries.ts'

const amount = z.int().describe('In minor units of the currency')

const payment = z
  .object({
    number: z.string().describe('Of the receipt'),
    receivedOn: z.iso.date(),
    currency: z.string().describe('ISO 4217'),
    amount,
    kept: amount.describe('After reversal and refunds, in minor units'),
    credit: amount.describe('What has settled no bill yet, in minor units'),
    method: z.enum(['cash', 'cheque', 'bank', 'mobile_money', 'opening']),
    reference: z.string(),
    reversed: z.boolean(),
  })
  .openapi('Payment')

const paymentsRoute = customerListRoute({
  path: paths.api.payments,
  tag: 'payments',
  description: 'The payments of a customer, the newest first.',
  item: payment,
})

/** Payments for programs. */
export const paymentsApi = ({ db }: Parts) =>
  createApi<ForToken>().openapi(paymentsRoute, async (c) => {
    const { after } = c.req.valid('query')
    const { items, next } = await paymentsOf(db, { customerId: c.var.customer.id, before: after })
    return c.json(
      {
        items: items.map(({ amountMinor, keptMinor, leftMinor, isReversed, ...item }) => ({
          number: item.number,
          receivedOn: item.receivedOn,
          currency: item.currency,
          ...{ amount: amountMinor, kept: keptMinor, credit: leftMinor },
          ...{ method: item.method, reference: item.reference, reversed: isReversed },
        })),
        next: next === undefined ? null : String(next),
      },
      200,
    )
  })
