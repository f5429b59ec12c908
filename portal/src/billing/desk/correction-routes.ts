import type { Context } from 'hono'
import { Hono } from 'hono'
import { staffActor } from '../../audit/index.ts'
import { paths } from '../../paths.ts'
import type { FormState } from '../../ui/index.ts'
import { filledForm } from '../../ui/index.ts'
import { decimalText } from '../../values/money.ts'
import { newFormKey } from '../../web/form-key.ts'
import type { ForStaff } from '../../web/identity.ts'
import { announce } from '../../web/notices.ts'
import type { Parts } from '../../web/parts.ts'
import { requireRole } from '../../web/permissions.ts'
import { requireStaffProof } from '../../web/proof.ts'
import { readForm } from '../../web/read-form.ts'
import { showBill } from '../bill/show-bill.ts'
import { booksOf } from '../books.ts'
import type { CreditEntry } from '../corrections/credit-note.ts'
import { creditableLines, issueCreditNote } from '../corrections/credit-note.ts'
import { writeOff } from '../corrections/write-off.ts'
import { creditForm, wishesIn, writeOffForm } from './correction-forms.ts'
import { creditPage, writeOffPage } from './correction-pages.ts'
import type { ForBill } from './find-bill.ts'
import { findBill } from './find-bill.ts'

/** Takes issued bills back, in part or as a whole, and gives up what will not be paid. */
export function correctionRoutes(parts: Parts) {
  const { db, database, config, cookies } = parts
  const correct = requireRole('bills.correct')
  const found = findBill(parts)
  const writingOff = writeOffForm(config.defaultCurrency)
  const limit = async () => (await booksOf(db)).second_person_above_minor
  const showCredit = async (c: Context<ForBill>, form: FormState, status: 200 | 422) => {
    const { bill, view } = c.var
    const creditable = await creditableLines(database.store, bill.id)
    const shown = await showBill(db, bill)
    return c.html(creditPage(view, { shown, creditable, form, limitMinor: await limit() }), status)
  }
  const showWriteOff = async (c: Context<ForBill>, form: FormState, status: 200 | 422) =>
    c.html(writeOffPage(c.var.view, { bill: c.var.bill, form, limitMinor: await limit() }), status)

  return new Hono<ForStaff>()
    .get(paths.admin.creditBill(':number'), correct, requireStaffProof, found, (c) =>
      showCredit(c, filledForm({ key: newFormKey() }), 200),
    )
    .post(paths.admin.creditBill(':number'), correct, requireStaffProof, found, async (c) => {
      const { bill } = c.var
      const form = readForm(c, creditForm)
      if (!form.success) return showCredit(c, form, 422)
      const { extent, reason, key } = form.data
      const lines = await creditableLines(database.store, bill.id)
      const read = extent === 'parts' ? wishesIn(form.data, lines, bill.currency) : undefined
      if (read && !read.success) return showCredit(c, form.refuse(read.error, read.field), 422)
      const taken: CreditEntry['extent'] = extent === 'parts' ? { parts: read?.wishes ?? [] } : { whole: extent }
      const entry = { bill: bill.number, extent: taken, reason, uniqueKey: `desk ${key}` }
      const credited = await issueCreditNote({ ...parts, by: staffActor(c) }, entry)
      if (!credited.success && credited.reason !== 'already_recorded') {
        return showCredit(c, form.refuse({ key: `billing.refused.${credited.reason}` }), 422)
      }
      announce(
        c,
        cookies,
        credited.success && 'awaits' in credited ? 'billing.notice.asked' : 'billing.notice.credited',
      )
      return c.redirect(paths.admin.bill(bill.number), 303)
    })
    .get(paths.admin.writeOffBill(':number'), correct, requireStaffProof, found, (c) => {
      const { openMinor: amountMinor, currency } = c.var.bill
      return showWriteOff(c, filledForm({ amount: decimalText({ amountMinor, currency }), key: newFormKey() }), 200)
    })
    .post(paths.admin.writeOffBill(':number'), correct, requireStaffProof, found, async (c) => {
      const { bill } = c.var
      const form = readForm(c, writingOff)
      if (!form.success) return showWriteOff(c, form, 422)
      const { amount: amountMinor, reason, key } = form.data
      const entry = { bill: bill.number, amountMinor, reason, uniqueKey: `desk ${key}` }
      const given = await writeOff({ ...parts, by: staffActor(c) }, entry)
      if (!given.success && given.reason !== 'already_recorded') {
        return showWriteOff(c, form.refuse({ key: `billing.refused.${given.reason}` }), 422)
      }
      announce(c, cookies, given.success && 'awaits' in given ? 'billing.notice.asked' : 'billing.notice.writtenOff')
      return c.redirect(paths.admin.bill(bill.number), 303)
    })
}
