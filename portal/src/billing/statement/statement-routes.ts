import type { Context } from 'hono'
import { Hono } from 'hono'
import { customerByNumber } from '../../customers/index.ts'
import { paths } from '../../paths.ts'
import { dayAt } from '../../values/day.ts'
import { csvAnswer } from '../../web/csv.ts'
import type { ForCustomer } from '../../web/identity.ts'
import type { Parts } from '../../web/parts.ts'
import { answerPdf, printIn } from '../../web/print.ts'
import { refuse } from '../../web/refuse.ts'
import { statementOf } from '../queries/statement.ts'
import { printStatement } from './print-statement.ts'
import { statementCsv } from './statement-csv.ts'
import { statementForm, statementPage } from './statement-page.ts'
import { halfOpen, readSpan } from './statement-span.ts'

/** A customer's statement for any days: a page, a PDF, a file for spreadsheets. */
export function statementRoutes(parts: Parts) {
  const { db, clock, config } = parts
  const currency = config.defaultCurrency
  const asked = ({ req }: Context<ForCustomer>) => readSpan(req.query(), dayAt(clock.now(), config.timeZone))
  return new Hono<ForCustomer>()
    .get(paths.statement, async (c) => {
      const read = asked(c)
      if (!read.success) return c.html(statementForm(c.var.view, read.form), 422)
      const { span } = read
      const statement = await statementOf(db, c.var.customer.id, halfOpen(span))
      return c.html(statementPage(c.var.view, { span, statement, currency }))
    })
    .get(paths.statementFile(':name'), async (c) => {
      const read = asked(c)
      const name = c.req.param('name')
      if (name !== 'statement.pdf' && name !== 'statement.csv') return refuse(c, 'not_found')
      if (!read.success) return c.html(statementForm(c.var.view, read.form), 422)
      const { span } = read
      const { id, number, language } = c.var.customer
      const statement = await statementOf(db, id, halfOpen(span))
      if (name === 'statement.csv') return csvAnswer(c, statementCsv(c.var.view.t, { span, statement, currency }))
      const customer = await customerByNumber(db, number)
      if (!customer) return refuse(c, 'not_found')
      const { timeZone } = config
      const now = clock.now()
      const document = printStatement(printIn(language, config), { span, statement, currency, customer, now, timeZone })
      return answerPdf(c, parts, `statement-${span.from}-${span.to}`, document)
    })
}
