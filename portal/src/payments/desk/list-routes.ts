import { Hono } from 'hono'
import { z } from 'zod'
import { staffActor, tell } from '../../audit/index.ts'
import { paths } from '../../paths.ts'
import type { View } from '../../ui/index.ts'
import { decimalText } from '../../values/money.ts'
import type { CsvColumn } from '../../web/csv.ts'
import { csvAnswer } from '../../web/csv.ts'
import type { ForStaff } from '../../web/identity.ts'
import { searchText, soughtDay } from '../../web/list-query.ts'
import type { Parts } from '../../web/parts.ts'
import { requireRole } from '../../web/permissions.ts'
import { rowId } from '../../web/row-id.ts'
import { paymentListPage } from './list-page.ts'
import type { ListedPayment, PaymentQuery } from './list-payments.ts'
import { listPayments } from './list-payments.ts'
import { methods } from './payment-form.ts'

const PAYMENTS_A_PAGE = 50
const PAYMENTS_A_PIECE = 500

/** What the address of the list says; a part that makes no sense counts as left out. */
const listQuery = z.object({
  q: searchText,
  method: z
    .enum([...methods, 'opening'])
    .optional()
    .catch(undefined),
  from: soughtDay,
  to: soughtDay,
  sort: z.enum(['newest', 'oldest']).catch('newest'),
  after: rowId.optional().catch(undefined),
})

/** The list of payments, on the screen and as a file. */
export function listRoutes(parts: Parts) {
  const { database, config, change, clock } = parts
  const region = config.defaultRegion
  return new Hono<ForStaff>()
    .get(paths.admin.payments, requireRole('payments.read'), async (c) => {
      const query = listQuery.parse(c.req.query())
      const list = await listPayments(database, query, { region, many: PAYMENTS_A_PAGE })
      return c.html(paymentListPage(c.var.view, { query, list, staff: c.var.staff }))
    })
    .get(paths.admin.exportPayments, requireRole('lists.export'), async (c) => {
      const query = listQuery.parse(c.req.query())
      await change(async (_, commit) => {
        await tell(commit, { by: staffActor(c), clock }, 'list_exported', 'payments', { search: query.q })
      })
      const pages = allPages(parts, query)
      return csvAnswer(c, { name: 'payments.csv', columns: columnsOf(c.var.view), pages })
    })
}

async function* allPages({ database, config }: Parts, query: PaymentQuery) {
  for (let after = query.after, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const options = { region: config.defaultRegion, many: PAYMENTS_A_PIECE }
    const { payments, next } = await listPayments(database, { ...query, after }, options)
    yield payments
    after = next
  }
}

const columnsOf = ({ t }: View): readonly CsvColumn<ListedPayment>[] => [
  { heading: t('payments.desk.number'), kind: 'plain', cell: ({ number }) => number },
  { heading: t('payments.desk.customerNumber'), kind: 'text', cell: ({ customerNumber }) => customerNumber },
  { heading: t('payments.desk.customer'), kind: 'text', cell: ({ customerName }) => customerName },
  { heading: t('payments.form.receivedOn'), kind: 'plain', cell: ({ receivedOn }) => receivedOn },
  { heading: t('payments.form.method'), kind: 'plain', cell: ({ method }) => t(`payments.method.${method}`) },
  { heading: t('payments.form.reference'), kind: 'text', cell: ({ reference }) => reference },
  { heading: t('payments.form.amount'), kind: 'plain', cell: decimalText },
  { heading: t('payments.desk.currency'), kind: 'plain', cell: ({ currency }) => currency },
  { heading: t('payments.desk.reversedOn'), kind: 'plain', cell: ({ reversedOn }) => reversedOn ?? '' },
]
