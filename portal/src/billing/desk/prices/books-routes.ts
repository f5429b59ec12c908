import type { Context } from 'hono'
import { Hono } from 'hono'
import { staffActor } from '../../../audit/index.ts'
import { paths } from '../../../paths.ts'
import type { FormState } from '../../../ui/index.ts'
import { filledForm } from '../../../ui/index.ts'
import { decimalText } from '../../../values/money.ts'
import type { ForStaff } from '../../../web/identity.ts'
import { announce } from '../../../web/notices.ts'
import type { Parts } from '../../../web/parts.ts'
import { may, requireRole } from '../../../web/permissions.ts'
import { requireStaffProof } from '../../../web/proof.ts'
import { readForm } from '../../../web/read-form.ts'
import { booksOf } from '../../books.ts'
import { setBooks } from '../../services/plans.ts'
import { booksPage } from './books-page.ts'
import { booksForm } from './price-forms.ts'

/** By when bills are due, and above which sum a second person is asked. */
export function booksRoutes(parts: Parts) {
  const { db, config, cookies } = parts
  const schema = booksForm(config.defaultCurrency)
  const show = async (c: Context<ForStaff>, form: FormState | undefined, status: 200 | 422) => {
    const { view, staff } = c.var
    const { due_days: dueDays, second_person_above_minor: amountMinor, currency } = await booksOf(db)
    const saved = filledForm({ due_days: String(dueDays), second_person_above: decimalText({ amountMinor, currency }) })
    const shown = { dueDays, limitMinor: amountMinor, currency, form: form ?? saved }
    return c.html(booksPage(view, { ...shown, mayEdit: may(staff, 'books.edit') }), status)
  }
  return new Hono<ForStaff>()
    .get(paths.admin.books, requireRole('bills.read'), (c) => show(c, undefined, 200))
    .post(paths.admin.books, requireRole('books.edit'), requireStaffProof, async (c) => {
      const form = readForm(c, schema)
      if (!form.success) return show(c, form, 422)
      const { due_days, second_person_above: second_person_above_minor } = form.data
      await setBooks({ ...parts, by: staffActor(c) }, { due_days, second_person_above_minor })
      announce(c, cookies, 'billing.notice.saved')
      return c.redirect(paths.admin.books, 303)
    })
}
