import type { Migration } from '../dialect.ts'

/**
 * What is few among many, and yet looked for: sessions that somebody ended, for the clean-up; events by name, of which the
 * rarest are asked for most; customers of a type that is rare, or who are served no more. Without an index each would
 * read the whole table before it had a page full.
 */
export const rareRows: Migration = {
  name: '0008_rare_rows',
  statements: [
    'CREATE INDEX session_ended ON session (ended_at) WHERE ended_at IS NOT NULL',
    'CREATE INDEX audit_event_name ON audit_event (name, id)',
    'CREATE INDEX customer_type ON customer (type, name, id)',
    'CREATE INDEX customer_active ON customer (active, name, id)',
  ],
}
