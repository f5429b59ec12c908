import type { CustomerGroup } from '../../../db/service-tables.ts'
import type { Html, Tone, View } from '../../../ui/index.ts'
import { tag } from '../../../ui/index.ts'
import { isStopped } from '../band.ts'
import type { RunWork } from '../run-progress.ts'
import { workOf } from '../run-progress.ts'
import type { BillingRun } from '../runs.ts'

/** Whom a run or a band is for. */
export const groupWords = ({ t }: View, group: CustomerGroup): string =>
  group === 'all' ? t('billing.runs.everybody') : t(`customers.type.${group}`)

/** What a run is about: March 2026, shops. */
export const runTitle = (view: View, { period, customer_group }: BillingRun): string =>
  view.t('billing.runs.of', { month: view.formats.month(period), group: groupWords(view, customer_group) })

type Standing = RunWork | BillingRun['state'] | 'stopped'

/** How a run stands, for people. */
export function standingOf(run: BillingRun): Standing {
  return isStopped(run) ? 'stopped' : (workOf(run) ?? run.state)
}

export const standingTag = (view: View, run: BillingRun): Html => {
  const standing = standingOf(run)
  return tag(tones[standing], view.t(`billing.runs.standing.${standing}`))
}

const tones: Readonly<Record<Standing, Tone | 'neutral'>> = {
  counting: 'info',
  planned: 'warning',
  issuing: 'info',
  stopped: 'danger',
  done: 'success',
  dropped: 'neutral',
}

/** What is said beside the bar while something goes on. */
export const progressWords = ({ t, formats }: View, run: BillingRun, percent: number): string =>
  workOf(run) === 'issuing'
    ? t('billing.runs.issuingWords', { bills: run.bills, percent: formats.share(100 * percent) })
    : t('billing.runs.countingWords', { bills: run.planned_bills, percent: formats.share(100 * percent) })
