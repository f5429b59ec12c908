import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../db/database.ts'
import type { BillLineRow } from '../../db/ledger-tables.ts'
import type { TaxTotal } from '../rules/facts.ts'

/** The texts of a bill that are as they were on the day of issue. */
export interface FrozenTexts {
  readonly customerNumber: string
  readonly customerName: string
  readonly customerAddress: string
  readonly taxes: readonly TaxTotal[]
}

export type BillLine = Readonly<Selectable<BillLineRow>>

/** A credit note on a bill. */
export interface CreditOnBill {
  readonly number: string
  readonly extent: 'part' | 'whole'
  readonly reason: string
  readonly issuedOn: string
  readonly totalMinor: number
}

/** So much of a payment that settles the bill. */
export interface PaymentOnBill {
  readonly number: string
  readonly receivedOn: string
  readonly amountMinor: number
}

/** What belongs to a bill beside its head: its lines in order, what was taken back, what was paid. */
export interface BillDetail extends FrozenTexts {
  readonly lines: readonly BillLine[]
  readonly credits: readonly CreditOnBill[]
  readonly writtenOffMinor: number
  readonly payments: readonly PaymentOnBill[]
}

export async function billDetail(db: Db, billId: number): Promise<BillDetail> {
  const [frozen, lines, credits, writtenOff, payments] = await Promise.all([
    db
      .selectFrom('bill')
      .select(['customer_number', 'customer_name', 'customer_address', 'tax_summary'])
      .where('id', '=', billId)
      .executeTakeFirstOrThrow(),
    db.selectFrom('bill_line').selectAll().where('bill_id', '=', billId).orderBy('position').execute(),
    db
      .selectFrom('credit_note')
      .select(['number', 'extent', 'reason', 'issued_on as issuedOn', 'total_minor as totalMinor'])
      .where('bill_id', '=', billId)
      .orderBy('id')
      .execute(),
    db
      .selectFrom('write_off')
      .select(({ fn }) => fn.coalesce(fn.sum<number>('amount_minor'), sql<number>`0`).as('amountMinor'))
      .where('bill_id', '=', billId)
      .executeTakeFirstOrThrow(),
    paymentsOn(db, billId),
  ])
  return {
    customerNumber: frozen.customer_number,
    customerName: frozen.customer_name,
    customerAddress: frozen.customer_address,
    taxes: taxSummary.parse(JSON.parse(frozen.tax_summary)),
    lines,
    credits,
    writtenOffMinor: writtenOff.amountMinor,
    payments,
  }
}

const paymentsOn = (db: Db, billId: number): Promise<PaymentOnBill[]> =>
  db
    .selectFrom('allocation')
    .innerJoin('payment', 'payment.id', 'allocation.payment_id')
    .select(['payment.number', 'payment.received_on as receivedOn'])
    .select(({ fn }) => fn.sum<number>('allocation.amount_minor').as('amountMinor'))
    .where('allocation.bill_id', '=', billId)
    .groupBy(['payment.id', 'payment.number', 'payment.received_on'])
    .having(({ eb, fn }) => eb(fn.sum<number>('allocation.amount_minor'), '<>', 0))
    .orderBy('payment.id')
    .execute()

const taxSummary = z.array(
  z.object({ name: z.string().nullable(), basisPoints: z.int(), netMinor: z.int(), taxMinor: z.int() }),
)
