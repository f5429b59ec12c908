import type { Speech } from '../../billing/index.ts'
import type { Html, View } from '../../ui/index.ts'
import { html, tag } from '../../ui/index.ts'
import type { Payment } from '../queries.ts'

/** How money came: cash, cheque, bank transfer. */
export const methodWords = ({ t }: Pick<Speech, 't'>, method: Payment['method']): string =>
  t(`payments.method.${method}`)

/** What is special about a payment, in a word each: it was undone, given back, or is still credit. */
export function paymentTags({ t, formats }: Pick<View, 't' | 'formats'>, payment: Payment): Html {
  const { isReversed, amountMinor, keptMinor, leftMinor, currency } = payment
  const refundedMinor = amountMinor - keptMinor
  if (isReversed) return tag('danger', t('payments.state.reversed'))
  const money = (minor: number) => formats.money({ amountMinor: minor, currency })
  const refunded =
    refundedMinor > 0 ? tag('warning', t('payments.state.refunded', { amount: money(refundedMinor) })) : ''
  const credit = leftMinor > 0 ? tag('success', t('payments.state.credit', { amount: money(leftMinor) })) : ''
  return html`${refunded}${refunded && credit ? ' ' : ''}${credit}`
}
