import type { BillChange, ChangeReason } from '../rules/compare-bills.ts'
import type { Speech } from '../speech.ts'
import { dayWords } from '../speech.ts'
import { labelWords } from './line-words.ts'

/** A change from one bill to the next in words. */
export interface ChangeWords {
  readonly title: string
  /** A sentence for each reason. */
  readonly reasons: readonly string[]
  /** With its sign: +Rs 12.50. */
  readonly difference: string
}

/** Says what became dearer or cheaper, and why. */
export function changeWords(speech: Speech, currency: string, change: BillChange): ChangeWords {
  const money = (amountMinor: number) => speech.formats.money({ amountMinor, currency })
  return {
    title: labelWords(speech, change.label),
    reasons:
      change.kind === 'service'
        ? change.reasons.map((reason) => reasonWords(speech, money, reason))
        : once(speech, money, change),
    difference: differenceWords(speech, currency, change.nowMinor - change.beforeMinor),
  }
}

/** An amount with its sign, since up or down is what matters. */
export function differenceWords({ formats }: Speech, currency: string, amountMinor: number): string {
  const amount = formats.money({ amountMinor, currency })
  return amountMinor > 0 ? `+${amount}` : amount
}

type Money = (amountMinor: number) => string

/** A charge or a discount stands on one bill, on the other, or on both. */
function once({ t }: Speech, money: Money, { kind, beforeMinor, nowMinor }: BillChange): readonly string[] {
  const what = kind === 'discount' ? 'discount' : 'charge'
  if (beforeMinor === 0) return [t(`billing.change.${what}New`)]
  if (nowMinor === 0) return [t(`billing.change.${what}Gone`)]
  const [before, now] = [beforeMinor, nowMinor].map((amount) => money(Math.abs(amount)))
  return [t('billing.change.amount', { before: before ?? '', now: now ?? '' })]
}

function reasonWords({ t, formats }: Speech, money: Money, reason: ChangeReason): string {
  switch (reason.what) {
    case 'price': {
      const prices = { before: money(reason.beforeMinor), now: money(reason.nowMinor) }
      if (reason.since === null) return t('billing.change.price', prices)
      return t('billing.change.priceSince', { ...prices, day: dayWords(formats, reason.since) })
    }
    case 'quantity':
      return t('billing.change.quantity', { before: formats.number(reason.before), now: formats.number(reason.now) })
    case 'part':
      return t('billing.change.part', { days: reason.days, daysOf: reason.daysOf })
    case 'part_before':
      return t('billing.change.partBefore', { days: reason.days, daysOf: reason.daysOf })
    case 'paused':
      return t('billing.change.paused', { days: reason.days })
    case 'paused_before':
      return t('billing.change.pausedBefore', { days: reason.days })
    case 'tax':
      return t('billing.change.tax', { before: formats.share(reason.beforeBp), now: formats.share(reason.nowBp) })
    default:
      return t(`billing.change.${reason.what}`)
  }
}
