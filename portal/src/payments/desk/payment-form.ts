import { z } from 'zod'
import type { PaymentMethod } from '../../db/ledger-tables.ts'
import type { TextKey } from '../../locales/index.ts'
import { ticked } from '../../ui/index.ts'
import { formKey } from '../../web/form-key.ts'
import { typedAmount, typedDay, typedLine, typedLineOrNone } from '../../web/typed-fields.ts'

/** How money comes in by hand, in the order in which it is offered. */
export const methods = ['cash', 'cheque', 'bank', 'mobile_money'] as const satisfies readonly PaymentMethod[]

const key = (name: TextKey): string => name

const method = z.enum(methods, key('payments.form.methodMissing'))

/** The form that records a payment. */
export const paymentForm = (currency: string) =>
  z.object({
    /** Anything that a customer is found by. */
    customer: typedLine('payments.new.customerMissing'),
    amount: typedAmount(currency),
    method,
    reference: typedLineOrNone,
    received_on: typedDay,
    key: formKey,
    /** The number of the customer who was picked among several, and what had found them. */
    chosen: z.string().max(100).optional(),
    looked_for: z.string().max(500).optional(),
    /** Ticked when the clerk knows that there is one like it. */
    again: z.literal(ticked).optional(),
  })

export type PaymentFields = z.infer<ReturnType<typeof paymentForm>>

/** The form that undoes a payment. */
export const reversalForm = z.object({ reason: typedLine('payments.desk.reasonMissing') })

/** The form that gives credit back. */
export const refundForm = (currency: string) =>
  z.object({
    amount: typedAmount(currency),
    method,
    reference: typedLineOrNone,
    reason: typedLine('payments.desk.reasonMissing'),
    key: formKey,
  })
