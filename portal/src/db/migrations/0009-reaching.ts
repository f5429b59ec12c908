import type { Dialect, Migration } from '../dialect.ts'
import { wordsOf } from '../dialect.ts'

/** Which contacts mail comes back from, and by which of them a customer hears what can wait. */
export function reaching(dialect: Dialect): Migration {
  const { int } = wordsOf(dialect)
  return {
    name: '0009_reaching',
    statements: [
      `ALTER TABLE customer_contact ADD COLUMN bouncing_since ${int}`,
      `ALTER TABLE customer_contact ADD COLUMN bouncing_reason text
        CHECK (bouncing_reason IN ('returned', 'refused', 'complaint'))`,
      // What was sent before this instant says nothing against the contact any more.
      `ALTER TABLE customer_contact ADD COLUMN confirmed_at ${int} NOT NULL DEFAULT 0`,
      // Null: nobody has chosen, and the rule for all decides.
      ...(['bills', 'feedback', 'announcements'] as const).map(
        (topic) => `ALTER TABLE customer_contact ADD COLUMN ${topic}_by text
        CHECK (${topic}_by IN ('none', 'email', 'sms', 'whatsapp'))`,
      ),
      `ALTER TABLE customer ADD COLUMN bills_on_paper ${int} NOT NULL DEFAULT 0 CHECK (bills_on_paper IN (0, 1))`,
      // Few among many, whom staff look for.
      `CREATE INDEX customer_contact_bouncing ON customer_contact (customer_id) WHERE bouncing_since IS NOT NULL`,
    ],
  }
}
