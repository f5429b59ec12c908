import type { Content, View } from '../../../ui/index.ts'
import { html } from '../../../ui/index.ts'
import { addDays } from '../../../values/day.ts'
import { decimalText } from '../../../values/money.ts'
import { dayTime } from '../../bill/bill-words.ts'
import type { WaitingCharge } from '../../services/charges.ts'
import type { Discount } from '../../services/discounts.ts'
import type { Effect } from './effect.ts'

/** The last day of a span, as people say it; the books keep the first day after it. */
export const lastDay = (view: View, until: string | null): Content =>
  until === null ? '–' : dayTime(view, addDays(until, -1))

/** How much is charged of what: 2.5 kg. */
export function quantityWords(
  _: View,
  { quantity_milli, unit }: Pick<WaitingCharge, 'quantity_milli' | 'unit'>,
): Content {
  const figures = decimalText({ amountMinor: quantity_milli, currency: 'KWD' }).replace(/\.?0+$/, '')
  return html`<bdi>${figures} ${unit}</bdi>`
}

/** How much a discount takes off. */
export const offWords = (
  { t, formats }: View,
  { percent_bp, amount_minor }: Pick<Discount, 'percent_bp' | 'amount_minor'>,
  currency: string,
): string =>
  percent_bp === null
    ? t('billing.services.offAmount', { amount: formats.money({ amountMinor: amount_minor ?? 0, currency }) })
    : formats.share(percent_bp)

/** What a change does to the next bill, in one sentence. */
export function effectWords(
  { t, formats }: View,
  { period, beforeMinor, afterMinor }: Effect,
  currency: string,
): string {
  const month = formats.month(period.name)
  if (afterMinor === null) return t('billing.services.effectNothing', { month })
  const money = (amountMinor: number) => formats.money({ amountMinor, currency })
  const by = afterMinor - (beforeMinor ?? 0)
  const values = { month, amount: money(afterMinor), difference: money(Math.abs(by)) }
  if (by === 0) return t('billing.services.effectSame', { month, amount: values.amount })
  return t(by > 0 ? 'billing.services.effectMore' : 'billing.services.effectLess', values)
}
