import { paths } from '../../../paths.ts'
import type { FormState, Html, View } from '../../../ui/index.ts'
import { card, cardGrid, descriptionList, html, instant, linkCard, notice, page, progress } from '../../../ui/index.ts'
import type { Staff } from '../../../web/identity.ts'
import type { Band } from '../band.ts'
import { workOf } from '../run-progress.ts'
import type { BillingRun } from '../runs.ts'
import { approvalPart } from './approval-part.ts'
import type { PreviewPart } from './preview-part.ts'
import { previewPart } from './preview-part.ts'
import { progressWords, runTitle, standingOf, standingTag } from './run-words.ts'

export interface RunPage {
  readonly run: BillingRun
  readonly currency: string
  readonly percent: number
  readonly band: Band | undefined
  readonly needsRelease: boolean
  /** Names of staff, by their id. */
  readonly names: ReadonlyMap<number, string>
  /** There while the run is a plan that is counted. */
  readonly preview: Omit<PreviewPart, 'runId' | 'currency'> | undefined
  /** Whether messages of its bills have failed. */
  readonly hasFailed: boolean
  readonly form: FormState
  readonly staff: Staff
}

/** One run: what it would do, how far it is, or what it did. */
export function runPage(view: View, data: RunPage): Html {
  const { run, form, currency, preview } = data
  const title = runTitle(view, run)
  const list = preview ? previewPart(view, { ...preview, currency, runId: run.id }) : ''
  return page(
    view,
    { title, heading: html`${title} ${standingTag(view, run)}`, form },
    html`${barPart(view, data)}
${stoppedPart(view, run)}
${approvalPart(view, data)}
${card({ body: descriptionList(facts(view, data)) })}
${unreachedPart(view, data)}
${list}`,
  )
}

function barPart(view: View, { run, percent }: RunPage): Html {
  const work = workOf(run)
  if (!work) return html``
  const id = String(run.id)
  return card({
    body: progress({
      label: view.t(`billing.runs.standing.${work}`),
      percent,
      words: progressWords(view, run, percent),
      stream: paths.admin.runProgress(id),
      again: { href: paths.admin.billingRun(id), label: view.t('billing.runs.again') },
    }),
  })
}

const stoppedPart = (view: View, run: BillingRun): Html =>
  standingOf(run) === 'stopped'
    ? notice(view, { tone: 'danger', body: view.t('billing.runs.stopped', { bills: run.bills }) })
    : html``

function facts(view: View, { run, currency, names }: RunPage) {
  const { t, formats } = view
  const money = (amountMinor: number) => formats.money({ amountMinor, currency })
  const by = (at: number | null, id: number | null) => {
    if (at === null) return []
    const name = id === null ? t('billing.runs.bySystem') : (names.get(id) ?? t('billing.runs.bySystem'))
    return [html`${instant(view, at)} · <bdi>${name}</bdi>`]
  }
  const row = (term: string, values: readonly (string | Html)[]) => values.map((value) => ({ term, value }))
  const isPlan = run.state === 'planned' || run.state === 'dropped'
  const planned = [
    ...row(t('billing.runs.toIssue'), [t('billing.runs.billsFor', sumOf(money, run.planned_bills, run.planned_minor))]),
    ...row(t('billing.runs.lastMonth'), [t('billing.runs.billsFor', sumOf(money, run.bills_before, run.before_minor))]),
    ...row(t('billing.runs.zeroBills'), [formats.number(run.zero_bills)]),
    ...row(t('billing.runs.unreachable'), [formats.number(run.unreachable)]),
  ]
  const issued = row(t('billing.runs.issued'), [t('billing.runs.billsFor', sumOf(money, run.bills, run.total_minor))])
  return [
    ...(isPlan ? planned : []),
    ...(run.past_customer_id > 0 || !isPlan ? issued : []),
    ...row(t('billing.runs.plannedAt'), by(run.planned_at, run.planned_by)),
    ...row(t('billing.runs.approvedAt'), by(run.approved_at, run.approved_by)),
    ...row(t('billing.runs.releasedBy'), run.released_by === null ? [] : by(run.approved_at, run.released_by)),
    ...row(t('billing.runs.doneAt'), run.done_at === null ? [] : [instant(view, run.done_at)]),
  ]
}

const sumOf = (money: (amountMinor: number) => string, bills: number, amountMinor: number) => ({
  bills,
  amount: money(amountMinor),
})

/** The ways to those who have not heard of their bill. */
function unreachedPart({ t, formats }: View, { run, hasFailed }: RunPage): Html {
  if (run.bills === 0) return html``
  const href = (which: string) => `${paths.admin.runUnreached(String(run.id))}?${new URLSearchParams({ which })}`
  const untold = linkCard({
    href: href('untold'),
    title: t('billing.unreached.untold'),
    body: t('billing.unreached.untoldCount', { bills: formats.number(run.untold) }),
  })
  const failed = linkCard({
    href: href('failed'),
    title: t('billing.unreached.failed'),
    body: t(hasFailed ? 'billing.unreached.someFailed' : 'billing.unreached.noneFailed'),
  })
  return html`<h2>${t('billing.unreached.title')}</h2>
${cardGrid(failed, untold)}`
}
