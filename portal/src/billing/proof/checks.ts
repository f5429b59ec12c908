/**
 * What must hold for all books, each as one question to the database that is answered by the rows that break it. They are
 * asked by sets, so that half a million customers are one pass over a table and not a million questions.
 */

/** A question, and how a row of its answer is told. */
export interface Check {
  /** Columns: `subject`, and what else `tell` names. */
  readonly sql: string
  /** Whether the statement takes the operator's day. */
  readonly takes: 'nothing' | 'today'
  /** A line for the fault, with the columns of the row in braces. */
  readonly fault: string
}

const check = (fault: string, sql: string): Check => ({ sql, takes: 'nothing', fault })

const allocatedByBill = 'SELECT bill_id, sum(amount_minor) AS minor FROM allocation GROUP BY bill_id'
const allocatedByPayment = 'SELECT payment_id, sum(amount_minor) AS minor FROM allocation GROUP BY payment_id'
const creditedByBill = 'SELECT bill_id, sum(total_minor) AS minor FROM credit_note GROUP BY bill_id'
const writtenOffByBill = 'SELECT bill_id, sum(amount_minor) AS minor FROM write_off GROUP BY bill_id'
const reversedByPayment = 'SELECT payment_id, sum(amount_minor) AS minor FROM reversal GROUP BY payment_id'
const refundedByPayment = 'SELECT payment_id, sum(amount_minor) AS minor FROM refund GROUP BY payment_id'

const billsWithSums = `bill LEFT JOIN (${allocatedByBill}) AS paid ON paid.bill_id = bill.id
  LEFT JOIN (${creditedByBill}) AS credited ON credited.bill_id = bill.id
  LEFT JOIN (${writtenOffByBill}) AS written_off ON written_off.bill_id = bill.id`

const paymentsWithSums = `payment LEFT JOIN (${allocatedByPayment}) AS used ON used.payment_id = payment.id
  LEFT JOIN (${reversedByPayment}) AS reversed ON reversed.payment_id = payment.id
  LEFT JOIN (${refundedByPayment}) AS refunded ON refunded.payment_id = payment.id`

const settled = `coalesce(paid.minor, 0) + coalesce(credited.minor, 0) + coalesce(written_off.minor, 0)`
const kept = `payment.amount_minor - coalesce(reversed.minor, 0) - coalesce(refunded.minor, 0)`

const sums = (table: string, column: string) =>
  `SELECT customer_id, sum(${column}) AS minor FROM ${table} GROUP BY customer_id`

const numbered = ['bill', 'credit_note', 'payment', 'refund'] as const

const contiguous = numbered.flatMap((table) => [
  check(
    `${table.replace('_', ' ')}s: in series {subject} there are {many} numbers up to {last}`,
    `SELECT series AS subject, count(*) AS many, max(place) AS last FROM ${table} GROUP BY series
     HAVING count(*) <> max(place)`,
  ),
  check(
    `${table.replace('_', ' ')}s: series {subject} goes to {last}, and its counter stands at {counted}`,
    `SELECT named.series AS subject, named.last, coalesce(counter.last, 0) AS counted
     FROM (SELECT series, max(place) AS last FROM ${table} GROUP BY series) AS named
     LEFT JOIN counter ON counter.name = named.series WHERE counter.last IS NULL OR counter.last <> named.last`,
  ),
])

const future: readonly Check[] = [
  {
    takes: 'today',
    fault:
      'statements: {kind} {number} of customer {subject} is dated {day}, after today, so closing and balance differ',
    sql: `SELECT customer.number AS subject, ledger_entry.kind, ledger_entry.number, ledger_entry.day
      FROM ledger_entry LEFT JOIN customer ON customer.id = ledger_entry.customer_id WHERE ledger_entry.day > $1`,
  },
]

/** All but the hashes, which no database can reckon. */
export const checks: readonly Check[] = [
  check(
    'balances: customer {subject} has {balance} by documents, and {standing} by open bills less credit',
    `SELECT customer.number AS subject, coalesce(entries.minor, 0) AS balance,
       coalesce(owed.minor, 0) - coalesce(credit.minor, 0) AS standing
     FROM customer LEFT JOIN (${sums('ledger_entry', 'amount_minor')}) AS entries ON entries.customer_id = customer.id
     LEFT JOIN (SELECT customer_id, sum(total_minor - (${settled})) AS minor FROM ${billsWithSums} GROUP BY customer_id)
       AS owed ON owed.customer_id = customer.id
     LEFT JOIN (SELECT customer_id, sum(${kept} - coalesce(used.minor, 0)) AS minor FROM ${paymentsWithSums}
       GROUP BY customer_id) AS credit ON credit.customer_id = customer.id
     WHERE coalesce(entries.minor, 0) <> coalesce(owed.minor, 0) - coalesce(credit.minor, 0)`,
  ),
  check(
    'balances: the entries of customer {subject} come to {entries}, the documents to {documents}',
    `SELECT customer.number AS subject, coalesce(entries.minor, 0) AS entries, ${byDocuments()} AS documents
     FROM customer LEFT JOIN (${sums('ledger_entry', 'amount_minor')}) AS entries ON entries.customer_id = customer.id
     ${documentJoins()} WHERE coalesce(entries.minor, 0) <> ${byDocuments()}`,
  ),
  check(
    'bills: of {subject}, which comes to {total}, {minor} is settled',
    `SELECT number AS subject, total_minor AS total, ${settled} AS minor FROM ${billsWithSums}
     WHERE ${settled} > total_minor OR ${settled} < 0 OR coalesce(paid.minor, 0) < 0`,
  ),
  check(
    'payments: of {subject} {kept} is kept, and {minor} allocated',
    `SELECT number AS subject, ${kept} AS kept, coalesce(used.minor, 0) AS minor FROM ${paymentsWithSums}
     WHERE coalesce(used.minor, 0) > ${kept} OR coalesce(used.minor, 0) < 0`,
  ),
  check(
    'allocations: payment {payment} settles bill {subject} of another customer',
    `SELECT coalesce(bill.number, 'no bill') AS subject, coalesce(payment.number, 'no payment') AS payment FROM allocation
     LEFT JOIN bill ON bill.id = allocation.bill_id LEFT JOIN payment ON payment.id = allocation.payment_id
     WHERE bill.customer_id IS NULL OR payment.customer_id IS NULL OR bill.customer_id <> payment.customer_id`,
  ),
  ...(['credit_note', 'write_off'] as const).map((table) =>
    check(
      `${table.replace('_', ' ')}s: one on bill {subject} belongs to another customer`,
      `SELECT coalesce(bill.number, 'no bill') AS subject FROM ${table} LEFT JOIN bill ON bill.id = ${table}.bill_id
       WHERE bill.id IS NULL OR bill.customer_id <> ${table}.customer_id`,
    ),
  ),
  ...(['reversal', 'refund'] as const).map((table) =>
    check(
      `${table}s: one of payment {subject} belongs to another customer, or is more than it`,
      `SELECT coalesce(payment.number, 'no payment') AS subject FROM ${table}
       LEFT JOIN payment ON payment.id = ${table}.payment_id
       WHERE payment.id IS NULL OR payment.customer_id <> ${table}.customer_id
         OR ${table}.amount_minor > payment.amount_minor`,
    ),
  ),
  check(
    'bills: the lines of {subject} come to {net} and {tax}, its totals do not',
    `SELECT bill.number AS subject, coalesce(lines.net, 0) AS net, coalesce(lines.tax, 0) AS tax FROM bill
     LEFT JOIN (SELECT bill_id, sum(net_minor) AS net, sum(tax_minor) AS tax FROM bill_line GROUP BY bill_id) AS lines
       ON lines.bill_id = bill.id
     WHERE bill.net_minor <> coalesce(lines.net, 0) OR bill.tax_minor <> coalesce(lines.tax, 0)
       OR bill.total_minor <> bill.net_minor + bill.tax_minor`,
  ),
  check(
    'credit notes: the lines of {subject} do not come to its totals',
    `SELECT credit_note.number AS subject FROM credit_note
     LEFT JOIN (SELECT credit_note_id, sum(net_minor) AS net, sum(tax_minor) AS tax FROM credit_note_line
       GROUP BY credit_note_id) AS lines ON lines.credit_note_id = credit_note.id
     WHERE credit_note.net_minor <> coalesce(lines.net, 0) OR credit_note.tax_minor <> coalesce(lines.tax, 0)`,
  ),
  check(
    'days: service {subject} is billed twice from {from_on}, on {one} and {other}',
    `SELECT here.service_id AS subject,
       CASE WHEN here.from_on < there.from_on THEN there.from_on ELSE here.from_on END AS from_on, one.number AS one, other.number AS other
     FROM bill_line AS here JOIN bill_line AS there ON there.kind = 'service' AND there.service_id = here.service_id
       AND there.until_on > here.from_on AND there.from_on < here.until_on
       AND (here.bill_id < there.bill_id OR (here.bill_id = there.bill_id AND here.position < there.position))
     JOIN bill AS one ON one.id = here.bill_id JOIN bill AS other ON other.id = there.bill_id
     WHERE here.kind = 'service' AND NOT EXISTS (SELECT 1 FROM credit_note
       WHERE credit_note.releases_days = 1 AND credit_note.bill_id IN (here.bill_id, there.bill_id))`,
  ),
  check(
    'charges: {subject} stands on {many} bills',
    `SELECT extra_charge_id AS subject, count(*) AS many FROM bill_line WHERE extra_charge_id IS NOT NULL
     GROUP BY extra_charge_id HAVING count(*) > 1`,
  ),
  check(
    'openings: customer {subject} brought {wanted} along, and {posted} is in the books',
    `SELECT customer.number AS subject, customer.opening_balance_minor AS wanted,
       coalesce(owed.minor, 0) - coalesce(ahead.minor, 0) AS posted
     FROM customer
     LEFT JOIN (SELECT customer_id, sum(total_minor) AS minor FROM bill WHERE kind = 'opening' GROUP BY customer_id) AS owed
       ON owed.customer_id = customer.id
     LEFT JOIN (SELECT customer_id, sum(amount_minor) AS minor FROM payment WHERE method = 'opening' GROUP BY customer_id)
       AS ahead ON ahead.customer_id = customer.id
     WHERE customer.opening_balance_minor <> coalesce(owed.minor, 0) - coalesce(ahead.minor, 0)`,
  ),
  ...contiguous,
  ...future,
]

/** Issued − credited − written off − paid + reversed + refunded, each from its own table. */
function byDocuments(): string {
  const minor = (name: string) => `coalesce(${name}.minor, 0)`
  return `(${minor('d_bill')} - ${minor('d_credit_note')} - ${minor('d_write_off')} - ${minor('d_payment')}
    + ${minor('d_reversal')} + ${minor('d_refund')})`
}

function documentJoins(): string {
  const tables = {
    bill: 'total_minor',
    credit_note: 'total_minor',
    write_off: 'amount_minor',
    payment: 'amount_minor',
    reversal: 'amount_minor',
    refund: 'amount_minor',
  }
  return Object.entries(tables)
    .map(
      ([table, column]) => `LEFT JOIN (${sums(table, column)}) AS d_${table} ON d_${table}.customer_id = customer.id`,
    )
    .join(' ')
}
