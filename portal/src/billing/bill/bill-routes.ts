import { Hono } from 'hono'
import { z } from 'zod'
import { paths } from '../../paths.ts'
import { dayAt } from '../../values/day.ts'
import type { Customer, ForCustomer } from '../../web/identity.ts'
import type { Parts } from '../../web/parts.ts'
import { answerPdf, numberOfPdf, printIn } from '../../web/print.ts'
import { refuse } from '../../web/refuse.ts'
import { rowId } from '../../web/row-id.ts'
import { checkAddress } from '../check/seal.ts'
import { billFilters, listBills } from '../queries/bill-list.ts'
import type { Bill } from '../queries/bills.ts'
import { billByNumber } from '../queries/bills.ts'
import { billPage } from './bill-page.ts'
import { billsPage } from './bills-page.ts'
import { printBill } from './print-bill.ts'
import { showBill } from './show-bill.ts'

const edge = rowId.optional().catch(undefined)

/** What the address of the list says; a part that makes no sense counts as left out. */
const listQuery = z.object({ show: z.enum(billFilters).catch('all'), before: edge, after: edge })

/** A customer's bills: the list, each with its page, and on paper. */
export function billRoutes(parts: Parts) {
  const { db, clock, config } = parts
  const today = () => dayAt(clock.now(), config.timeZone)
  /** A bill of this customer; another's is not there. */
  const ownBill = async ({ id }: Customer, number: string | undefined): Promise<Bill | undefined> => {
    const bill = number === undefined ? undefined : await billByNumber(db, number, today())
    return bill?.customerId === id ? bill : undefined
  }
  return new Hono<ForCustomer>()
    .get(paths.bills, async (c) => {
      const query = listQuery.parse(c.req.query())
      const list = await listBills(db, { ...query, customerId: c.var.customer.id, today: today() })
      return c.html(billsPage(c.var.view, query.show, list))
    })
    .get(paths.bill(':number'), async (c) => {
      const bill = await ownBill(c.var.customer, c.req.param('number'))
      if (!bill) return refuse(c, 'not_found')
      const shown = await showBill(db, bill)
      return c.html(billPage(c.var.view, { shown, instructions: config.paymentInstructions }))
    })
    .get(paths.billFile(':name'), async (c) => {
      const bill = await ownBill(c.var.customer, numberOfPdf(c.req.param('name')))
      if (!bill) return refuse(c, 'not_found')
      const print = printIn(c.var.customer.language, config)
      const address = await checkAddress(parts, bill.number)
      const document = printBill(print, { shown: await showBill(db, bill), checkAddress: address, config })
      return answerPdf(c, parts, bill.number, document)
    })
}
