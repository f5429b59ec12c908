import type { Content, Html, Tone, View } from '../../ui/index.ts'
import { html, tag } from '../../ui/index.ts'
import type { Bill } from '../queries/bills.ts'
import type { BillStatus } from '../rules/bill-status.ts'
import type { Speech } from '../speech.ts'

/** What a bill is called: Bill for March 2026. */
export const billTitle = ({ t, formats }: Speech, { kind, period }: Pick<Bill, 'kind' | 'period'>): string =>
  t(`billing.title.${kind}`, { month: formats.month(period) })

const tones: Readonly<Record<BillStatus, Tone | 'neutral'>> = {
  open: 'info',
  part_paid: 'info',
  paid: 'success',
  overdue: 'danger',
  credited: 'neutral',
}

/** How a bill stands, in a word. */
export const statusTag = ({ t }: Pick<View, 't'>, status: BillStatus): Html =>
  tag(tones[status], t(`billing.status.${status}`))

/** A day of a table as people write it, and exactly for programs. */
export const dayTime = ({ formats }: Pick<View, 'formats'>, day: string): Content =>
  html`<time datetime="${day}">${formats.day(Temporal.PlainDate.from(day))}</time>`
