import { Hono } from 'hono'
import { paths } from '../../paths.ts'
import type { Customer, ForCustomer } from '../../web/identity.ts'
import type { Parts } from '../../web/parts.ts'
import { answerPdf, numberOfPdf, printIn } from '../../web/print.ts'
import { refuse } from '../../web/refuse.ts'
import type { CreditNote } from '../queries/credit-notes.ts'
import { creditedLines, creditNoteByNumber } from '../queries/credit-notes.ts'
import { creditNotePage } from './credit-note-page.ts'
import { printCreditNote } from './print-credit-note.ts'

/** What was taken back of a customer's bills: a page and a print for each credit note. */
export function creditNoteRoutes(parts: Parts) {
  const { db, config } = parts
  const ownNote = async ({ id }: Customer, number: string | undefined): Promise<CreditNote | undefined> => {
    const note = number === undefined ? undefined : await creditNoteByNumber(db, number)
    return note?.customerId === id ? note : undefined
  }
  return new Hono<ForCustomer>()
    .get(paths.creditNote(':number'), async (c) => {
      const note = await ownNote(c.var.customer, c.req.param('number'))
      if (!note) return refuse(c, 'not_found')
      return c.html(creditNotePage(c.var.view, note, await creditedLines(db, note.id)))
    })
    .get(paths.creditNoteFile(':name'), async (c) => {
      const note = await ownNote(c.var.customer, numberOfPdf(c.req.param('name')))
      if (!note) return refuse(c, 'not_found')
      const print = printIn(c.var.customer.language, config)
      return answerPdf(c, parts, note.number, printCreditNote(print, note, await creditedLines(db, note.id)))
    })
}
