import { Hono } from 'hono'
import type { Db } from '../../db/database.ts'
import type { Locale } from '../../locales/index.ts'
import { isLocale } from '../../locales/index.ts'
import { paths } from '../../paths.ts'
import { dayAt } from '../../values/day.ts'
import type { ForStaff } from '../../web/identity.ts'
import type { Parts } from '../../web/parts.ts'
import { requireRole } from '../../web/permissions.ts'
import { answerPdf, numberOfPdf, printIn } from '../../web/print.ts'
import { refuse } from '../../web/refuse.ts'
import { printBill } from '../bill/print-bill.ts'
import { showBill } from '../bill/show-bill.ts'
import { checkAddress } from '../check/seal.ts'
import { toldOf } from '../news/told.ts'
import { billByNumber } from '../queries/bills.ts'
import { creditedLines, creditNoteByNumber } from '../queries/credit-notes.ts'
import { billPage } from './bill-page.ts'
import { creditNotePage } from './credit-note-page.ts'
import { findBill } from './find-bill.ts'

/** Bills and credit notes as the desk sees them, and bills on paper. */
export function billRoutes(parts: Parts) {
  const { db, clock, config } = parts
  const read = requireRole('bills.read')
  return new Hono<ForStaff>()
    .get(paths.admin.bill(':number'), read, findBill(parts), async (c) => {
      const { bill, staff, view } = c.var
      const told = (await toldOf(db, [bill.number]))(bill.number)
      return c.html(billPage(view, { shown: await showBill(db, bill), staff, told }))
    })
    .get(paths.admin.billFile(':name'), read, async (c) => {
      const number = numberOfPdf(c.req.param('name'))
      const bill = number && (await billByNumber(db, number, dayAt(clock.now(), config.timeZone)))
      if (!bill) return refuse(c, 'not_found')
      const print = printIn(await languageOf(db, bill.customerId), config)
      const address = await checkAddress(parts, bill.number)
      return answerPdf(
        c,
        parts,
        bill.number,
        printBill(print, { shown: await showBill(db, bill), checkAddress: address, config }),
      )
    })
    .get(paths.admin.creditNote(':number'), read, async (c) => {
      const number = c.req.param('number')
      const note = number === undefined ? undefined : await creditNoteByNumber(db, number)
      if (!note) return refuse(c, 'not_found')
      return c.html(creditNotePage(c.var.view, note, await creditedLines(db, note.id)))
    })
}

/** Paper goes to the customer, so it speaks the customer's language. */
async function languageOf(db: Db, customerId: number): Promise<Locale> {
  const { language } = await db
    .selectFrom('customer')
    .select('language')
    .where('id', '=', customerId)
    .executeTakeFirstOrThrow()
  return isLocale(language) ? language : 'en'
}
