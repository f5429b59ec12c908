import type { Context } from 'hono'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { staffActor } from '../../../audit/index.ts'
import type { CustomerGroup } from '../../../db/service-tables.ts'
import { paths } from '../../../paths.ts'
import type { FormState } from '../../../ui/index.ts'
import { emptyForm, filledForm } from '../../../ui/index.ts'
import { dayAt } from '../../../values/day.ts'
import { decimalText } from '../../../values/money.ts'
import type { Period } from '../../../values/period.ts'
import { periodBefore, periodOf } from '../../../values/period.ts'
import type { ForStaff } from '../../../web/identity.ts'
import { announce } from '../../../web/notices.ts'
import type { Parts } from '../../../web/parts.ts'
import { requireRole } from '../../../web/permissions.ts'
import { requireStaffProof } from '../../../web/proof.ts'
import { readForm } from '../../../web/read-form.ts'
import { refuse } from '../../../web/refuse.ts'
import { bandOf, bandsOf, setBand } from '../band.ts'
import { runMetrics } from '../run-metrics.ts'
import { planRun, runsOf } from '../runs.ts'
import { bandPage } from './band-page.ts'
import { progressRoutes } from './progress-routes.ts'
import { bandForm, groupIn, planForm, runsQuery } from './run-forms.ts'
import { runRoutes } from './run-routes.ts'
import { runsPage } from './runs-page.ts'

/** The screen of billing runs. */
export function runScreens(parts: Parts) {
  runMetrics(parts.metrics) // there from the start, before the first run
  return new Hono<ForStaff>()
    .route('/', runsRoutes(parts))
    .route('/', bandRoutes(parts)) // before the pages of one run, for which `bands` would be an id
    .route('/', progressRoutes(parts))
    .route('/', runRoutes(parts))
}

function runsRoutes(parts: Parts) {
  const { db, clock, config } = parts
  const show = async (c: Context<ForStaff>, form: FormState, status: 200 | 422) => {
    const { view, staff } = c.var
    const months = lastMonths(periodOf(dayAt(clock.now(), config.timeZone)))
    const { runs, next } = await runsOf(db, runsQuery.parse(c.req.query()).before)
    const shown = { runs, next, months, staff, form, bands: await bandsOf(db), currency: config.defaultCurrency }
    return c.html(runsPage(view, shown), status)
  }
  return new Hono<ForStaff>()
    .get(paths.admin.billing, requireRole('bills.read'), (c) => show(c, emptyForm, 200))
    .post(paths.admin.billing, requireRole('bills.issue'), requireStaffProof, async (c) => {
      const form = readForm(c, planForm)
      if (!form.success) return show(c, form, 422)
      const { group, month: period } = form.data
      const planned = await planRun({ ...parts, by: staffActor(c) }, { group, period })
      if (!planned.success) return show(c, form.refuse({ key: `billing.runs.refused.${planned.reason}` }, 'month'), 422)
      return c.redirect(paths.admin.billingRun(String(planned.runId)), 303)
    })
}

const MONTHS = 12

/** The months that can be billed from the screen, the newest first. */
function lastMonths(newest: Period): readonly string[] {
  const months = [newest]
  while (months.length < MONTHS) months.push(periodBefore(months.at(-1) ?? newest))
  return months.map(({ name }) => name)
}

function bandRoutes(parts: Parts) {
  const { db, config, cookies } = parts
  const currency = config.defaultCurrency
  const schema = bandForm(currency)
  const edit = requireRole('books.edit')
  const text = (amountMinor: number) => decimalText({ amountMinor, currency })
  return new Hono<ForStaff>()
    .get(paths.admin.billingBand(':group'), edit, findGroup, async (c) => {
      const { group, view } = c.var
      const band = await bandOf(db, group)
      const form = band ? filledForm({ low: text(band.lowMinor), high: text(band.highMinor) }) : emptyForm
      return c.html(bandPage(view, { group, currency, form }))
    })
    .post(paths.admin.billingBand(':group'), edit, requireStaffProof, findGroup, async (c) => {
      const { group, view } = c.var
      const form = readForm(c, schema)
      if (!form.success) return c.html(bandPage(view, { group, currency, form }), 422)
      await setBand({ ...parts, by: staffActor(c) }, group, form.data)
      announce(c, cookies, 'billing.notice.bandSet')
      return c.redirect(paths.admin.billing, 303)
    })
}

const findGroup = createMiddleware<ForStaff & { Variables: { group: CustomerGroup } }, '/:group/'>(async (c, next) => {
  const group = groupIn(c.req.param('group'))
  if (!group) return refuse(c, 'not_found')
  c.set('group', group)
  return next()
})
