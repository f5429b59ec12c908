import type { Context } from 'hono'
import { Hono } from 'hono'
import { staffActor } from '../../../audit/index.ts'
import type { Db } from '../../../db/database.ts'
import { paths } from '../../../paths.ts'
import type { FormState } from '../../../ui/index.ts'
import { emptyForm } from '../../../ui/index.ts'
import type { ForStaff } from '../../../web/identity.ts'
import { announce } from '../../../web/notices.ts'
import type { Parts } from '../../../web/parts.ts'
import { requireRole } from '../../../web/permissions.ts'
import { requireStaffProof } from '../../../web/proof.ts'
import { readForm } from '../../../web/read-form.ts'
import { toldOf } from '../../news/told.ts'
import { bandOf, needsRelease } from '../band.ts'
import { previewList } from '../preview-list.ts'
import { percentOf } from '../run-progress.ts'
import type { BillingRun } from '../runs.ts'
import { approveRun, dropRun } from '../runs.ts'
import { unreachedBills } from '../unreached.ts'
import type { ForRun } from './find-run.ts'
import { findRun } from './find-run.ts'
import { approvalForm, previewQuery, unreachedQuery } from './run-forms.ts'
import { runPage } from './run-page.ts'
import { unreachedPage } from './unreached-page.ts'

/** One run: looked at, approved, dropped, and whom it did not reach. */
export function runRoutes(parts: Parts) {
  const { db, config, cookies } = parts
  const found = findRun(parts)
  const [read, issue] = [requireRole('bills.read'), requireRole('bills.issue')]
  const show = async (c: Context<ForRun>, form: FormState, status: 200 | 422) => {
    const { run, staff, view } = c.var
    const { which, behind } = previewQuery.parse(c.req.query())
    const isCounted = run.state === 'planned' && run.counted_at !== null
    const shown = {
      ...{ run, staff, form, currency: config.defaultCurrency, percent: await percentOf(parts, run) },
      ...{ band: await bandOf(db, run.customer_group), needsRelease: await needsRelease(db, run) },
      ...{ names: await namesOf(db, run), hasFailed: await hasFailed(db, run) },
      preview: isCounted ? { which, ...(await previewList(db, { runId: run.id, which, behind })) } : undefined,
    }
    return c.html(runPage(view, shown), status)
  }
  return new Hono<ForStaff>()
    .get(paths.admin.billingRun(':id'), read, found, (c) => show(c, emptyForm, 200))
    .post(paths.admin.approveRun(':id'), issue, requireStaffProof, found, async (c) => {
      const { run } = c.var
      const form = readForm(c, approvalForm)
      if (!form.success) return show(c, form, 422)
      const beyondBand = form.data.release ? 'release' : 'refuse'
      const approved = await approveRun({ ...parts, by: staffActor(c) }, { runId: run.id, beyondBand })
      if (!approved.success) {
        const key = `billing.runs.refused.${approved.reason}` as const
        const refused = approved.reason === 'out_of_band' ? form.refuse({ key }, 'release') : form.refuse({ key })
        return show(c, refused, 422)
      }
      announce(c, cookies, 'billing.notice.runApproved')
      return c.redirect(paths.admin.billingRun(String(run.id)), 303)
    })
    .post(paths.admin.dropRun(':id'), issue, requireStaffProof, found, async (c) => {
      const dropped = await dropRun({ ...parts, by: staffActor(c) }, c.var.run.id)
      if (!dropped.success) {
        const key = `billing.runs.refused.${dropped.reason}` as const
        return show(c, { ...emptyForm, refusal: { key } }, 422)
      }
      announce(c, cookies, 'billing.notice.runDropped')
      return c.redirect(paths.admin.billing, 303)
    })
    .get(paths.admin.runUnreached(':id'), read, found, async (c) => {
      const { run, view } = c.var
      const { which, after } = unreachedQuery.parse(c.req.query())
      const page = await unreachedBills(db, which, { run, after })
      const told = await toldOf(
        db,
        page.bills.map(({ number }) => number),
      )
      return c.html(unreachedPage(view, { ...page, run, which, toldOf: told }))
    })
}

/** The names of those who planned, approved and released a run. */
async function namesOf(db: Db, run: BillingRun): Promise<ReadonlyMap<number, string>> {
  const ids = [run.planned_by, run.approved_by, run.released_by].filter((id) => id !== null)
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('staff').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

const hasFailed = async (db: Db, run: BillingRun): Promise<boolean> =>
  run.bills > 0 && (await unreachedBills(db, 'failed', { run })).bills.length > 0
