import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { staffActor } from '../../audit/index.ts'
import { paths } from '../../paths.ts'
import type { FormState } from '../../ui/index.ts'
import { emptyForm } from '../../ui/index.ts'
import type { ForStaff } from '../../web/identity.ts'
import { announce } from '../../web/notices.ts'
import type { Parts } from '../../web/parts.ts'
import { requireRole } from '../../web/permissions.ts'
import { requireStaffProof } from '../../web/proof.ts'
import { readForm } from '../../web/read-form.ts'
import { refuse } from '../../web/refuse.ts'
import { rowId } from '../../web/row-id.ts'
import { approve, decline } from '../decide.ts'
import { approvalsPage } from './approvals-page.ts'
import { openRequests } from './open-requests.ts'

const decisionForm = z.object({ decision: z.enum(['approve', 'decline']) })

const decisions = {
  approve: { decide: approve, notice: 'payments.notice.approved' },
  decline: { decide: decline, notice: 'payments.notice.declined' },
} as const

/** Where a second person decides. */
export function approvalRoutes(parts: Parts) {
  const { db, config, cookies } = parts
  const show = async (c: Context<ForStaff>, form: FormState, status: 200 | 422) => {
    const { view, staff } = c.var
    const requests = await openRequests(db)
    return c.html(approvalsPage(view, { requests, staff, currency: config.defaultCurrency, form }), status)
  }
  return new Hono<ForStaff>()
    .get(paths.admin.approvals, requireRole('payments.read'), (c) => show(c, emptyForm, 200))
    .post(paths.admin.approval(':id'), requireRole('approvals.decide'), requireStaffProof, async (c) => {
      const form = readForm(c, decisionForm)
      const id = rowId.safeParse(c.req.param('id'))
      if (!form.success) return refuse(c, 'invalid_input', { status: 400 })
      if (!id.success) return refuse(c, 'not_found')
      const { decide, notice } = decisions[form.data.decision]
      const decided = await decide({ ...parts, by: staffActor(c) }, id.data)
      // The buttons are no form that was filled in, so there is nothing to give back but the reason.
      if (!decided.success) return show(c, form.refuse({ key: `payments.refused.${decided.reason}` }), 422)
      announce(c, cookies, notice)
      return c.redirect(paths.admin.approvals, 303)
    })
}
