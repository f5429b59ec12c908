/** Expressions of SQL for what is derived and stored nowhere. Each is answered by an index that holds its amounts. */

const sumOf = (column: string, table: string, condition: string) =>
  `coalesce((SELECT sum(${column}) FROM ${table} WHERE ${condition}), 0)`

/** By credit notes and write-offs: what of a `bill` will not be asked for. */
export const FORGIVEN = `(${sumOf('credit_note.total_minor', 'credit_note', 'credit_note.bill_id = bill.id')}
  + ${sumOf('write_off.amount_minor', 'write_off', 'write_off.bill_id = bill.id')})`

/** What payments have settled of a `bill`. */
export const PAID = sumOf('allocation.amount_minor', 'allocation', 'allocation.bill_id = bill.id')

/** What is still owed of a `bill`. */
export const OPEN = `(bill.total_minor - ${FORGIVEN} - ${PAID})`

/** What of a `payment` is still ours: it was neither reversed nor given back. */
export const KEPT = `(payment.amount_minor
  - ${sumOf('reversal.amount_minor', 'reversal', 'reversal.payment_id = payment.id')}
  - ${sumOf('refund.amount_minor', 'refund', 'refund.payment_id = payment.id')})`

/** What of a `payment` has settled no bill: the customer's credit. */
export const LEFT = `(${KEPT} - ${sumOf('allocation.amount_minor', 'allocation', 'allocation.payment_id = payment.id')})`
