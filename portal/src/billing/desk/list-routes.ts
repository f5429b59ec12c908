import { Hono } from 'hono'
import { z } from 'zod'
import { staffActor, tell } from '../../audit/index.ts'
import { paths } from '../../paths.ts'
import type { View } from '../../ui/index.ts'
import { dayAt } from '../../values/day.ts'
import { decimalText } from '../../values/money.ts'
import { readPeriod } from '../../values/period.ts'
import type { CsvColumn } from '../../web/csv.ts'
import { csvAnswer } from '../../web/csv.ts'
import type { ForStaff } from '../../web/identity.ts'
import { searchText } from '../../web/list-query.ts'
import type { Parts } from '../../web/parts.ts'
import { requireRole } from '../../web/permissions.ts'
import { rowId } from '../../web/row-id.ts'
import type { BillQuery, ListedBill } from './list-bills.ts'
import { billStandings, listBills } from './list-bills.ts'
import { billListPage } from './list-page.ts'

const BILLS_A_PAGE = 50
const BILLS_A_PIECE = 500

/** What the address of the list says; a part that makes no sense counts as left out. */
const listQuery = z.object({
  q: searchText,
  standing: z.enum(billStandings).optional().catch(undefined),
  month: z
    .string()
    .refine((text) => readPeriod(text) !== undefined)
    .optional()
    .catch(undefined),
  sort: z.enum(['newest', 'oldest']).catch('newest'),
  after: rowId.optional().catch(undefined),
})

/** The list of bills, on the screen and as a file. */
export function listRoutes(parts: Parts) {
  const { change, clock } = parts
  return new Hono<ForStaff>()
    .get(paths.admin.bills, requireRole('bills.read'), async (c) => {
      const query = listQuery.parse(c.req.query())
      const list = await pageOf(parts, query, BILLS_A_PAGE)
      return c.html(billListPage(c.var.view, { query, list, staff: c.var.staff }))
    })
    .get(paths.admin.exportBills, requireRole('lists.export'), async (c) => {
      const query = listQuery.parse(c.req.query())
      await change(async (_, commit) => {
        await tell(commit, { by: staffActor(c), clock }, 'list_exported', 'bills', { search: query.q })
      })
      return csvAnswer(c, { name: 'bills.csv', columns: columnsOf(c.var.view), pages: allPages(parts, query) })
    })
}

const pageOf = ({ database, config, clock }: Parts, query: BillQuery, many: number) =>
  listBills(database, query, { region: config.defaultRegion, many, today: dayAt(clock.now(), config.timeZone) })

async function* allPages(parts: Parts, query: BillQuery) {
  for (let after = query.after, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const { bills, next } = await pageOf(parts, { ...query, after }, BILLS_A_PIECE)
    yield bills
    after = next
  }
}

const columnsOf = ({ t }: View): readonly CsvColumn<ListedBill>[] => [
  { heading: t('billing.bill.number'), kind: 'plain', cell: ({ number }) => number },
  { heading: t('billing.bill.customerNumber'), kind: 'text', cell: ({ customerNumber }) => customerNumber },
  { heading: t('billing.desk.customer'), kind: 'text', cell: ({ customerName }) => customerName },
  { heading: t('billing.desk.month'), kind: 'plain', cell: ({ period }) => period },
  { heading: t('billing.bill.issuedOn'), kind: 'plain', cell: ({ issuedOn }) => issuedOn },
  { heading: t('billing.bill.dueOn'), kind: 'plain', cell: ({ dueOn }) => dueOn },
  { heading: t('billing.bill.state'), kind: 'plain', cell: ({ status }) => t(`billing.status.${status}`) },
  { heading: t('billing.bill.total'), kind: 'plain', cell: (bill) => decimalOf(bill, bill.totalMinor) },
  { heading: t('billing.bill.open'), kind: 'plain', cell: (bill) => decimalOf(bill, bill.openMinor) },
  { heading: t('billing.desk.currency'), kind: 'plain', cell: ({ currency }) => currency },
]

const decimalOf = ({ currency }: ListedBill, amountMinor: number): string => decimalText({ amountMinor, currency })
