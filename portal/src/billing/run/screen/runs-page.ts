import type { CustomerGroup } from '../../../db/service-tables.ts'
import { paths } from '../../../paths.ts'
import type { FormState, Html, View } from '../../../ui/index.ts'
import {
  button,
  card,
  dataTable,
  emptyState,
  html,
  instant,
  page,
  pagination,
  postForm,
  select,
} from '../../../ui/index.ts'
import type { Staff } from '../../../web/identity.ts'
import { may } from '../../../web/permissions.ts'
import type { Band } from '../band.ts'
import { customerGroups } from '../preview.ts'
import type { BillingRun } from '../runs.ts'
import { groupWords, runTitle, standingTag } from './run-words.ts'

export interface RunsPage {
  readonly runs: readonly BillingRun[]
  readonly next: number | undefined
  readonly bands: ReadonlyMap<CustomerGroup, Band>
  readonly currency: string
  /** The months that may be chosen, the newest first. */
  readonly months: readonly string[]
  readonly form: FormState
  readonly staff: Staff
}

/** Where runs are planned, what became of them, and between which totals they may go. */
export function runsPage(view: View, data: RunsPage): Html {
  const { t } = view
  const { runs, next, staff, form } = data
  const more =
    next === undefined ? undefined : `${paths.admin.billing}?${new URLSearchParams({ before: String(next) })}`
  const list =
    runs.length > 0
      ? html`${runTable(view, data)}${pagination(view, { next: more })}`
      : emptyState({ icon: 'bill', title: t('billing.runs.none'), body: t('billing.runs.noneBody') })
  return page(
    view,
    { title: t('ui.nav.billing'), lead: t('billing.runs.lead'), form },
    html`${may(staff, 'bills.issue') ? planCard(view, data) : ''}
<h2>${t('billing.runs.title')}</h2>
${list}
<h2>${t('billing.bands.title')}</h2>
<p>${t('billing.bands.lead')}</p>
${bandTable(view, data)}`,
  )
}

function planCard(view: View, { form, months }: RunsPage): Html {
  const { t, formats } = view
  const body = html`${select(view, form, {
    name: 'month',
    label: t('billing.runs.month'),
    options: months.map((value) => ({ value, label: formats.month(value) })),
  })}
${select(view, form, {
  name: 'group',
  label: t('billing.runs.group'),
  options: customerGroups.map((value) => ({ value, label: groupWords(view, value) })),
})}
${button({ label: t('billing.runs.plan') })}`
  return card({
    title: t('billing.runs.planTitle'),
    body: html`<p>${t('billing.runs.planLead')}</p>${postForm(view, { action: paths.admin.billing }, body)}`,
  })
}

const runTable = (view: View, { runs, currency }: RunsPage): Html =>
  dataTable<BillingRun>({
    caption: view.t('billing.runs.title'),
    rows: runs,
    columns: [
      {
        heading: view.t('billing.runs.what'),
        kind: 'title',
        cell: (run) => html`<a href="${paths.admin.billingRun(String(run.id))}">${runTitle(view, run)}</a>`,
      },
      { heading: view.t('billing.runs.state'), cell: (run) => standingTag(view, run) },
      { heading: view.t('billing.runs.plannedAt'), cell: ({ planned_at }) => instant(view, planned_at) },
      { heading: view.t('billing.runs.bills'), kind: 'figure', cell: ({ bills }) => view.formats.number(bills) },
      {
        heading: view.t('billing.runs.total'),
        kind: 'figure',
        cell: ({ total_minor }) => view.formats.money({ amountMinor: total_minor, currency }),
      },
    ],
  })

function bandTable(view: View, { bands, currency, staff }: RunsPage): Html {
  const { t, formats } = view
  const money = (amountMinor: number) => formats.money({ amountMinor, currency })
  const name = (group: CustomerGroup) =>
    may(staff, 'books.edit')
      ? html`<a href="${paths.admin.billingBand(group)}">${groupWords(view, group)}</a>`
      : groupWords(view, group)
  return dataTable<CustomerGroup>({
    caption: t('billing.bands.title'),
    rows: customerGroups,
    columns: [
      { heading: t('billing.runs.group'), kind: 'title', cell: name },
      {
        heading: t('billing.bands.between'),
        cell(group) {
          const band = bands.get(group)
          if (!band) return t('billing.bands.off')
          return t('billing.bands.range', { low: money(band.lowMinor), high: money(band.highMinor) })
        },
      },
    ],
  })
}
