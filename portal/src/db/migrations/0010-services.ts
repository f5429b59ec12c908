import type { Dialect, Migration } from '../dialect.ts'
import { wordsOf } from '../dialect.ts'

/**
 * What customers are served with and at which prices. Spans of days are half-open: `until` and `ends_on` are the first day
 * that no longer belongs to them. Shares and rates are basis points: 10 000 is the whole.
 */
export function services(dialect: Dialect): Migration {
  const { int, countedKey, end } = wordsOf(dialect)
  const flag = (name: string) => `${name} ${int} NOT NULL CHECK (${name} IN (0, 1))`
  return {
    name: '0010_services',
    statements: [
      // One row, written when a portal is first opened: the currency of a database's books never changes.
      `CREATE TABLE books (
        id ${int} PRIMARY KEY CHECK (id = 1),
        currency text NOT NULL,
        due_days ${int} NOT NULL CHECK (due_days BETWEEN 0 AND 365),
        second_person_above_minor ${int} NOT NULL CHECK (second_person_above_minor >= 0)
      ) ${end}`,
      `CREATE TABLE tax_rate (
        id ${countedKey},
        name text NOT NULL UNIQUE,
        created_at ${int} NOT NULL
      ) ${end}`,
      // Of several values from one day on the newest row counts: a slip of the pen is mended by another row.
      `CREATE TABLE tax_rate_value (
        id ${countedKey},
        tax_rate_id ${int} NOT NULL REFERENCES tax_rate (id),
        from_on text NOT NULL,
        basis_points ${int} NOT NULL CHECK (basis_points BETWEEN 0 AND 10000),
        created_at ${int} NOT NULL
      ) ${end}`,
      `CREATE INDEX tax_rate_value_rate ON tax_rate_value (tax_rate_id, from_on, id)`,
      // A standard plan has no name of its own: it is called after its type in the reader's language.
      `CREATE TABLE plan (
        id ${countedKey},
        customer_type text NOT NULL CHECK (customer_type IN ('household', 'shop', 'hotel', 'institution')),
        name text,
        ${flag('is_standard')},
        tax_rate_id ${int} REFERENCES tax_rate (id),
        ${flag('tax_included')},
        created_at ${int} NOT NULL,
        CHECK ((name IS NULL) = (is_standard = 1))
      ) ${end}`,
      `CREATE UNIQUE INDEX plan_standard ON plan (customer_type) WHERE is_standard = 1`,
      `CREATE TABLE plan_price (
        id ${countedKey},
        plan_id ${int} NOT NULL REFERENCES plan (id),
        from_on text NOT NULL,
        price_minor ${int} NOT NULL CHECK (price_minor >= 0),
        created_at ${int} NOT NULL
      ) ${end}`,
      `CREATE INDEX plan_price_plan ON plan_price (plan_id, from_on, id)`,
      // follows_customer: made with the customer, and moves with the record's type and first day until it is billed.
      `CREATE TABLE service (
        id ${countedKey},
        customer_id ${int} NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        plan_id ${int} NOT NULL REFERENCES plan (id),
        quantity ${int} NOT NULL CHECK (quantity BETWEEN 1 AND 10000),
        starts_on text NOT NULL,
        ends_on text,
        ${flag('follows_customer')},
        created_at ${int} NOT NULL,
        CHECK (ends_on >= starts_on)
      ) ${end}`,
      `CREATE INDEX service_customer ON service (customer_id)`,
      `CREATE TABLE service_pause (
        id ${countedKey},
        service_id ${int} NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        from_on text NOT NULL,
        until_on text,
        billed_share_bp ${int} NOT NULL CHECK (billed_share_bp BETWEEN 0 AND 10000),
        created_at ${int} NOT NULL,
        CHECK (until_on >= from_on)
      ) ${end}`,
      `CREATE INDEX service_pause_service ON service_pause (service_id)`,
      // Of one service, or of all that a customer is billed. A sum is for a month, and shared out by its days.
      `CREATE TABLE discount (
        id ${countedKey},
        customer_id ${int} NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        service_id ${int} REFERENCES service (id) ON DELETE CASCADE,
        name text NOT NULL,
        percent_bp ${int} CHECK (percent_bp BETWEEN 1 AND 10000),
        amount_minor ${int} CHECK (amount_minor > 0),
        from_on text NOT NULL,
        until_on text,
        created_at ${int} NOT NULL,
        CHECK ((percent_bp IS NULL) <> (amount_minor IS NULL)),
        CHECK (until_on >= from_on)
      ) ${end}`,
      `CREATE INDEX discount_customer ON discount (customer_id)`,
      `CREATE TABLE waste_item (
        id ${countedKey},
        name text NOT NULL UNIQUE,
        unit text NOT NULL,
        price_minor ${int} NOT NULL CHECK (price_minor >= 0),
        tax_rate_id ${int} REFERENCES tax_rate (id),
        ${flag('tax_included')},
        created_at ${int} NOT NULL
      ) ${end}`,
      // Name and price are those of the day it was entered. unique_key: a form that is sent twice charges once.
      `CREATE TABLE extra_charge (
        id ${countedKey},
        customer_id ${int} NOT NULL REFERENCES customer (id),
        waste_item_id ${int} REFERENCES waste_item (id),
        description text NOT NULL,
        unit text NOT NULL,
        quantity_milli ${int} NOT NULL CHECK (quantity_milli > 0),
        unit_price_minor ${int} NOT NULL CHECK (unit_price_minor >= 0),
        tax_rate_id ${int} REFERENCES tax_rate (id),
        ${flag('tax_included')},
        charged_on text NOT NULL,
        unique_key text NOT NULL UNIQUE,
        withdrawn_at ${int},
        created_at ${int} NOT NULL
      ) ${end}`,
      `CREATE INDEX extra_charge_customer ON extra_charge (customer_id)`,
      `INSERT INTO plan (customer_type, name, is_standard, tax_rate_id, tax_included, created_at) VALUES
        ('household', NULL, 1, NULL, 0, 0), ('shop', NULL, 1, NULL, 0, 0),
        ('hotel', NULL, 1, NULL, 0, 0), ('institution', NULL, 1, NULL, 0, 0)`,
      `INSERT INTO service (customer_id, plan_id, quantity, starts_on, follows_customer, created_at)
       SELECT customer.id, plan.id, 1, customer.since, 1, customer.created_at
       FROM customer JOIN plan ON plan.customer_type = customer.type AND plan.is_standard = 1 ORDER BY customer.id`,
    ],
  }
}
