import { paths } from '../../../paths.ts'
import type { Html, View } from '../../../ui/index.ts'
import { button, card, checkbox, html, notice, postForm } from '../../../ui/index.ts'
import { may } from '../../../web/permissions.ts'
import { isStopped } from '../band.ts'
import type { RunPage } from './run-page.ts'

/** What is decided about a plan: to issue it, by name where its total leaves the band, or to drop it. */
export function approvalPart(view: View, { run, currency, band, needsRelease, form, staff }: RunPage): Html {
  if (run.state !== 'planned' || !may(staff, 'bills.issue')) return html``
  const { t, formats } = view
  const money = (amountMinor: number) => formats.money({ amountMinor, currency })
  const id = String(run.id)
  const drop = postForm(
    view,
    { action: paths.admin.dropRun(id) },
    button({ label: t('billing.runs.drop'), kind: 'quiet' }),
  )
  if (run.counted_at === null) return drop
  if (run.planned_bills === 0) {
    return html`${notice(view, { tone: 'info', body: t('billing.runs.nothing') })}${drop}`
  }
  const warning =
    needsRelease && band && !isStopped(run)
      ? notice(view, {
          tone: 'warning',
          title: t('billing.runs.outOfBand'),
          body: t('billing.runs.outOfBandBody', {
            amount: money(run.planned_minor),
            low: money(band.lowMinor),
            high: money(band.highMinor),
          }),
        })
      : ''
  const release = needsRelease
    ? checkbox(view, form, {
        name: 'release',
        label: t('billing.runs.release', { name: staff.name }),
        hint: t('billing.runs.releaseHint'),
      })
    : ''
  const submit = button({ label: t('billing.runs.approve', { bills: run.planned_bills - run.bills }) })
  const body = html`<p>${t('billing.runs.approveLead')}</p>
${postForm(view, { action: paths.admin.approveRun(id) }, html`${release}${submit}`)}`
  return card({ title: t('billing.runs.approveTitle'), body: html`${warning}${body}`, actions: drop })
}
