import type { Dialect, Migration } from '../dialect.ts'
import { wordsOf } from '../dialect.ts'

/**
 * Bills, what corrects them, and money. Documents are numbered without gaps: `place` counts within `series`, and `number` is
 * what people read. A bill is open by its total less what was credited, written off and allocated to it, so none of that is
 * stored. Credit notes and write-offs settle their own bill; money alone can be left over, and so is allocated.
 */
export function ledger(dialect: Dialect): Migration {
  const { int, bytes, countedKey, end } = wordsOf(dialect)
  // SQLite keeps the lines of a document side by side, and has one tree less to write.
  const sideBySide = dialect === 'sqlite' ? 'STRICT, WITHOUT ROWID' : ''
  const numbered = `series text NOT NULL,
        place ${int} NOT NULL CHECK (place > 0),
        number text NOT NULL UNIQUE`
  const totals = `net_minor ${int} NOT NULL,
        tax_minor ${int} NOT NULL,
        total_minor ${int} NOT NULL`
  return {
    name: '0011_ledger',
    statements: [
      `CREATE TABLE billing_band (
        customer_group text PRIMARY KEY NOT NULL,
        low_minor ${int} NOT NULL CHECK (low_minor >= 0),
        high_minor ${int} NOT NULL CHECK (high_minor >= low_minor)
      ) ${end}`,
      // past_customer_id: all customers up to this one are done with, in the commit that billed them.
      `CREATE TABLE billing_run (
        id ${countedKey},
        period text NOT NULL,
        customer_group text NOT NULL CHECK (customer_group IN ('all', 'household', 'shop', 'hotel', 'institution')),
        state text NOT NULL CHECK (state IN ('planned', 'issuing', 'done', 'dropped')),
        planned_bills ${int} NOT NULL,
        planned_minor ${int} NOT NULL,
        out_of_band ${int} NOT NULL CHECK (out_of_band IN (0, 1)),
        past_customer_id ${int} NOT NULL DEFAULT 0,
        bills ${int} NOT NULL DEFAULT 0,
        total_minor ${int} NOT NULL DEFAULT 0,
        planned_by ${int} REFERENCES staff (id),
        approved_by ${int} REFERENCES staff (id),
        released_by ${int} REFERENCES staff (id),
        planned_at ${int} NOT NULL,
        approved_at ${int},
        done_at ${int}
      ) ${end}`,
      // round: how often before this period was billed and taken back again with its days.
      `CREATE TABLE bill (
        id ${int} PRIMARY KEY,
        ${numbered},
        customer_id ${int} NOT NULL REFERENCES customer (id),
        period text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('regular', 'extra', 'opening')),
        round ${int} NOT NULL,
        billing_run_id ${int} REFERENCES billing_run (id),
        issued_on text NOT NULL,
        due_on text NOT NULL CHECK (due_on >= issued_on),
        currency text NOT NULL,
        ${totals},
        tax_summary text NOT NULL,
        customer_number text NOT NULL,
        customer_name text NOT NULL,
        customer_address text NOT NULL,
        hash ${bytes} NOT NULL,
        issued_at ${int} NOT NULL,
        UNIQUE (series, place),
        CHECK (total_minor >= 0 AND total_minor = net_minor + tax_minor)
      ) ${end}`,
      `CREATE UNIQUE INDEX bill_period ON bill (customer_id, period, round) WHERE kind = 'regular'`,
      `CREATE INDEX bill_customer ON bill (customer_id, id)`,
      `CREATE INDEX bill_run ON bill (billing_run_id, id) WHERE billing_run_id IS NOT NULL`,
      `CREATE TABLE bill_line (
        bill_id ${int} NOT NULL REFERENCES bill (id),
        position ${int} NOT NULL,
        kind text NOT NULL CHECK (kind IN ('service', 'extra', 'discount', 'opening')),
        service_id ${int} REFERENCES service (id),
        extra_charge_id ${int} REFERENCES extra_charge (id),
        label_key text,
        label text,
        from_on text,
        until_on text,
        days ${int},
        days_of ${int},
        quantity_milli ${int},
        unit text,
        unit_price_minor ${int},
        price_since text,
        share_bp ${int} NOT NULL,
        tax_name text,
        tax_bp ${int} NOT NULL,
        tax_included ${int} NOT NULL,
        net_minor ${int} NOT NULL,
        tax_minor ${int} NOT NULL,
        PRIMARY KEY (bill_id, position),
        CHECK ((label_key IS NULL) <> (label IS NULL)),
        CHECK (kind <> 'service' OR (service_id IS NOT NULL AND from_on < until_on))
      ) ${sideBySide}`,
      // Billing goes forward, so few spans of a service end after the day that is looked at.
      `CREATE INDEX bill_line_days ON bill_line (service_id, until_on, from_on) WHERE kind = 'service'`,
      `CREATE UNIQUE INDEX bill_line_charge ON bill_line (extra_charge_id) WHERE extra_charge_id IS NOT NULL`,
      `CREATE TABLE credit_note (
        id ${int} PRIMARY KEY,
        ${numbered},
        customer_id ${int} NOT NULL REFERENCES customer (id),
        bill_id ${int} NOT NULL REFERENCES bill (id),
        extent text NOT NULL CHECK (extent IN ('part', 'whole')),
        releases_days ${int} NOT NULL CHECK (releases_days IN (0, 1)),
        reason text NOT NULL,
        issued_on text NOT NULL,
        currency text NOT NULL,
        ${totals},
        hash ${bytes} NOT NULL,
        unique_key text NOT NULL UNIQUE,
        approval_id ${int},
        issued_at ${int} NOT NULL,
        UNIQUE (series, place),
        CHECK (total_minor >= 0 AND total_minor = net_minor + tax_minor),
        CHECK (releases_days = 0 OR extent = 'whole')
      ) ${end}`,
      `CREATE UNIQUE INDEX credit_note_whole ON credit_note (bill_id) WHERE extent = 'whole'`,
      `CREATE INDEX credit_note_bill ON credit_note (bill_id, total_minor)`,
      `CREATE INDEX credit_note_customer ON credit_note (customer_id, id)`,
      `CREATE TABLE credit_note_line (
        credit_note_id ${int} NOT NULL REFERENCES credit_note (id),
        position ${int} NOT NULL,
        bill_id ${int} NOT NULL,
        bill_position ${int} NOT NULL,
        net_minor ${int} NOT NULL,
        tax_minor ${int} NOT NULL,
        PRIMARY KEY (credit_note_id, position),
        FOREIGN KEY (bill_id, bill_position) REFERENCES bill_line (bill_id, position)
      ) ${sideBySide}`,
      `CREATE INDEX credit_note_line_bill ON credit_note_line (bill_id, bill_position)`,
      `CREATE TABLE write_off (
        id ${countedKey},
        customer_id ${int} NOT NULL REFERENCES customer (id),
        bill_id ${int} NOT NULL REFERENCES bill (id),
        amount_minor ${int} NOT NULL CHECK (amount_minor > 0),
        reason text NOT NULL,
        written_off_on text NOT NULL,
        unique_key text NOT NULL UNIQUE,
        approval_id ${int},
        written_off_at ${int} NOT NULL
      ) ${end}`,
      `CREATE INDEX write_off_bill ON write_off (bill_id, amount_minor)`,
      `CREATE INDEX write_off_customer ON write_off (customer_id, id)`,
      `CREATE TABLE payment (
        id ${int} PRIMARY KEY,
        ${numbered},
        customer_id ${int} NOT NULL REFERENCES customer (id),
        amount_minor ${int} NOT NULL CHECK (amount_minor > 0),
        currency text NOT NULL,
        method text NOT NULL CHECK (method IN ('cash', 'cheque', 'bank', 'mobile_money', 'opening')),
        reference text NOT NULL,
        received_on text NOT NULL,
        unique_key text NOT NULL UNIQUE,
        recorded_at ${int} NOT NULL,
        UNIQUE (series, place)
      ) ${end}`,
      `CREATE INDEX payment_customer ON payment (customer_id, id)`,
      `CREATE INDEX payment_reference ON payment (reference) WHERE reference <> ''`,
      `CREATE TABLE reversal (
        id ${countedKey},
        payment_id ${int} NOT NULL UNIQUE REFERENCES payment (id),
        customer_id ${int} NOT NULL REFERENCES customer (id),
        amount_minor ${int} NOT NULL CHECK (amount_minor > 0),
        reason text NOT NULL,
        reversed_on text NOT NULL,
        reversed_at ${int} NOT NULL
      ) ${end}`,
      `CREATE INDEX reversal_customer ON reversal (customer_id, id)`,
      `CREATE TABLE refund (
        id ${int} PRIMARY KEY,
        ${numbered},
        payment_id ${int} NOT NULL REFERENCES payment (id),
        customer_id ${int} NOT NULL REFERENCES customer (id),
        amount_minor ${int} NOT NULL CHECK (amount_minor > 0),
        currency text NOT NULL,
        method text NOT NULL,
        reference text NOT NULL,
        reason text NOT NULL,
        refunded_on text NOT NULL,
        unique_key text NOT NULL UNIQUE,
        approval_id ${int} NOT NULL,
        refunded_at ${int} NOT NULL,
        UNIQUE (series, place)
      ) ${end}`,
      `CREATE INDEX refund_payment ON refund (payment_id, amount_minor)`,
      `CREATE INDEX refund_customer ON refund (customer_id, id)`,
      // Below zero it undoes: a payment was reversed, or its bill was credited.
      `CREATE TABLE allocation (
        id ${countedKey},
        payment_id ${int} NOT NULL REFERENCES payment (id),
        bill_id ${int} NOT NULL REFERENCES bill (id),
        amount_minor ${int} NOT NULL CHECK (amount_minor <> 0),
        allocated_at ${int} NOT NULL
      ) ${end}`,
      `CREATE INDEX allocation_bill ON allocation (bill_id, amount_minor)`,
      `CREATE INDEX allocation_payment ON allocation (payment_id, amount_minor)`,
      // What a second person decides about; request holds what is then done, as the change takes it.
      `CREATE TABLE approval (
        id ${countedKey},
        kind text NOT NULL CHECK (kind IN ('credit_note', 'write_off', 'refund')),
        customer_id ${int} NOT NULL REFERENCES customer (id),
        amount_minor ${int} NOT NULL,
        request text NOT NULL,
        unique_key text NOT NULL UNIQUE,
        state text NOT NULL CHECK (state IN ('asked', 'approved', 'declined')),
        asked_by ${int} NOT NULL REFERENCES staff (id),
        asked_at ${int} NOT NULL,
        decided_by ${int} REFERENCES staff (id),
        decided_at ${int},
        CHECK ((state = 'asked') = (decided_by IS NULL)),
        CHECK (decided_by <> asked_by)
      ) ${end}`,
      `CREATE INDEX approval_asked ON approval (id) WHERE state = 'asked'`,
      ledgerEntry,
    ],
  }
}

/** All that moves a customer's balance: above zero is owed by the customer, below is credit. Their sum is the balance. */
const ledgerEntry = `CREATE VIEW ledger_entry AS
  SELECT customer_id, issued_on AS day, issued_at AS at, 'bill' AS kind, id AS document_id, number,
    total_minor AS amount_minor FROM bill
  UNION ALL SELECT customer_id, issued_on, issued_at, 'credit_note', id, number, -total_minor FROM credit_note
  UNION ALL SELECT customer_id, written_off_on, written_off_at, 'write_off', id, '', -amount_minor FROM write_off
  UNION ALL SELECT customer_id, received_on, recorded_at, 'payment', id, number, -amount_minor FROM payment
  UNION ALL SELECT customer_id, reversed_on, reversed_at, 'reversal', id, '', amount_minor FROM reversal
  UNION ALL SELECT customer_id, refunded_on, refunded_at, 'refund', id, number, amount_minor FROM refund`
