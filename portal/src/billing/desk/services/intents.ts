import type { ZodType } from 'zod'
import { z } from 'zod'
import type { Changing } from '../../../audit/index.ts'
import type { TextKey } from '../../../locales/index.ts'
import { addDays } from '../../../values/day.ts'
import type { Refused } from '../../../values/refused.ts'
import { rowId } from '../../../web/row-id.ts'
import {
  typedAmount,
  typedDay,
  typedDayOrNone,
  typedLine,
  typedLineOrNone,
  typedPercent,
  typedPrice,
  typedQuantity,
} from '../../../web/typed-fields.ts'
import { addExtraCharge, withdrawCharge } from '../../services/charges.ts'
import { addDiscount, endDiscount } from '../../services/discounts.ts'
import { addService, endPause, endService, pauseService } from '../../services/services.ts'
import { taxChoice, taxFields } from '../tax-fields.ts'

/** Why a change of services is not made. */
export type ServiceRefusal =
  | 'unknown_customer'
  | 'unknown_plan'
  | 'unknown_service'
  | 'unknown_pause'
  | 'unknown_item'
  | 'unknown_charge'
  | 'unknown_discount'
  | 'already_ended'
  | 'already_billed'
  | 'already_recorded'
  | 'before_start'

/** A change of what a customer is served with, read from its form and not made yet. */
export interface Intent {
  /** From when it counts. */
  readonly day: string
  apply(parts: Changing): Promise<{ readonly success: true } | Refused<ServiceRefusal>>
}

/** What a form is about: the customer, and the service, pause, discount or charge whose id its address names. */
export interface IntentContext {
  readonly customer: string
  readonly today: string
  readonly currency: string
  readonly of: number
  /** The service that a pause belongs to; else the same as `of`. */
  readonly serviceId: number
  /** The key of the form. */
  readonly uniqueKey: string
  /** True for the id of a tax. */
  readonly isTax: (id: number) => boolean
}

/** What can be changed, in the words of the addresses. */
export const serviceChanges = [
  'add',
  'end',
  'pause',
  'resume',
  'charge',
  'withdraw',
  'discount',
  'end-discount',
] as const
export type ServiceChangeName = (typeof serviceChanges)[number]

const key = (name: TextKey): string => name

// As many as the tables take.
const MOST_OF_A_PLAN = 10_000

const number = z.coerce
  .number(key('web.form.quantityWrong'))
  .int(key('web.form.quantityWrong'))
  .min(1, key('web.form.quantityWrong'))
  .max(MOST_OF_A_PLAN, key('web.form.quantityWrong'))

/** The last day of a span as people say it; the books keep the first day after it. */
const dayAfter = (last: string): string => addDays(last, 1)
const dayAfterOrNone = (last: string | null): string | null => (last === null ? null : dayAfter(last))

/** The last day, where there is one, does not come before the first. */
const inOrder = ({ from_on, last_on }: { from_on: string; last_on: string | null }) =>
  last_on === null || from_on <= last_on
const wrongOrder = { path: ['last_on'], message: key('billing.statement.wrongOrder') }

/** Reads the form of a change to what it would do. */
export const intents: Readonly<Record<ServiceChangeName, (context: IntentContext) => ZodType<Intent>>> = {
  add: ({ customer }) =>
    z.object({ plan: rowId, quantity: number, starts_on: typedDay }).transform(({ plan, quantity, starts_on }) => ({
      day: starts_on,
      apply: (parts) => addService(parts, { customer, planId: plan, quantity, startsOn: starts_on }),
    })),
  end: ({ of }) =>
    z.object({ last_on: typedDay }).transform(({ last_on }) => ({
      day: dayAfter(last_on),
      apply: (parts) => endService(parts, { serviceId: of, endsOn: dayAfter(last_on) }),
    })),
  pause: ({ of }) =>
    z
      .object({ from_on: typedDay, last_on: typedDayOrNone, share: typedPercent })
      .refine(inOrder, wrongOrder)
      .transform(({ from_on, last_on, share }) => ({
        day: from_on,
        apply: (parts) => {
          const span = { fromOn: from_on, untilOn: dayAfterOrNone(last_on) }
          return pauseService(parts, { serviceId: of, ...span, billedShareBp: share })
        },
      })),
  resume: ({ of, serviceId }) =>
    z.object({ from_on: typedDay }).transform(({ from_on }) => ({
      day: from_on,
      apply: (parts) => endPause(parts, { serviceId, pauseId: of, untilOn: from_on }),
    })),
  charge: chargeIntent,
  withdraw: ({ of, today }) =>
    z.object({}).transform(() => ({ day: today, apply: (parts) => withdrawCharge(parts, of) })),
  discount: discountIntent,
  'end-discount': ({ of }) =>
    z.object({ last_on: typedDay }).transform(({ last_on }) => ({
      day: dayAfter(last_on),
      apply: (parts) => endDiscount(parts, { discountId: of, untilOn: dayAfter(last_on) }),
    })),
}

/** A waste item at its price, or something that is described with a price of its own. */
function chargeIntent({ customer, currency, today, uniqueKey, isTax }: IntentContext): ZodType<Intent> {
  const common = { quantity: typedQuantity, charged_on: typedDay }
  const tax = taxFields.tax.refine((id) => id === null || isTax(id), key('web.form.invalid'))
  const own = {
    description: typedLine('billing.services.descriptionMissing'),
    unit: typedLineOrNone,
    price: typedPrice(currency),
    ...taxFields,
    tax,
  }
  const charge = z.discriminatedUnion('what', [
    z.object({ what: z.literal('item'), item: chosenItem, ...common }),
    z.object({ what: z.literal('own'), ...own, ...common }),
  ])
  return z.preprocess(withKind, charge).transform((fields) => {
    const { quantity: quantityMilli, charged_on: chargedOn } = fields
    const charged =
      fields.what === 'item'
        ? { wasteItemId: fields.item }
        : { description: fields.description, unit: fields.unit, unitPriceMinor: fields.price, ...taxChoice(fields) }
    return {
      // What was charged on an earlier day goes on the next bill, too.
      day: chargedOn < today ? today : chargedOn,
      apply: (parts) => addExtraCharge(parts, { customer, charged, quantityMilli, chargedOn, uniqueKey }),
    }
  })
}

const itemMissing = key('billing.services.itemMissing')
const chosenItem = z.coerce.number(itemMissing).int(itemMissing).positive(itemMissing)

/** Says which of the two it is, so that the faults are those of the one that was meant. */
const withKind = (fields: unknown) => {
  const { success, data } = z.looseObject({ item: z.string() }).safeParse(fields)
  return { ...z.looseObject({}).parse(fields), what: success && data.item === 'own' ? 'own' : 'item' }
}

const isAboveZero = (basisPoints: number) => basisPoints > 0

/** A percentage, or a sum for a whole month. */
function discountIntent({ customer, currency }: IntentContext): ZodType<Intent> {
  const common = {
    name: typedLine('billing.services.nameMissing'),
    service: z.union([z.literal('').transform(() => null), rowId]),
    from_on: typedDay,
    last_on: typedDayOrNone,
  }
  const off = z.discriminatedUnion(
    'off',
    [
      z.object({
        off: z.literal('percent'),
        ...common,
        percent: typedPercent.refine(isAboveZero, key('web.form.percentWrong')),
      }),
      z.object({ off: z.literal('amount'), ...common, amount: typedAmount(currency) }),
    ],
    key('billing.services.offMissing'),
  )
  return off.refine(inOrder, wrongOrder).transform((fields) => ({
    day: fields.from_on,
    apply: (parts) =>
      addDiscount(parts, {
        ...{ customer, serviceId: fields.service, name: fields.name, fromOn: fields.from_on },
        untilOn: dayAfterOrNone(fields.last_on),
        off: fields.off === 'percent' ? { percentBp: fields.percent } : { amountMinor: fields.amount },
      }),
  }))
}
