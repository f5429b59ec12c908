import type { Dialect, Migration } from '../dialect.ts'
import { wordsOf } from '../dialect.ts'

/**
 * Who is signed in. A session is found by its id, which holds the time of issue, and proven by the hash of its secret:
 * so there is neither a random unique index nor one on the ends, and rows are written side by side.
 */
export function sessions(dialect: Dialect): Migration {
  const { int, bytes, end } = wordsOf(dialect)
  return {
    name: '0002_sessions',
    statements: [
      `CREATE TABLE session (
        id ${int} PRIMARY KEY,
        secret_hash ${bytes} NOT NULL,
        kind text NOT NULL CHECK (kind IN ('customer', 'staff', 'api')),
        contact text NOT NULL,
        customer_id ${int} REFERENCES customer (id),
        staff_id ${int} REFERENCES staff (id),
        device_id ${int},
        method text NOT NULL,
        channel text,
        created_at ${int} NOT NULL,
        last_seen_at ${int} NOT NULL,
        expires_at ${int} NOT NULL,
        ended_at ${int},
        user_agent text,
        client_address text,
        CHECK ((kind = 'staff') = (staff_id IS NOT NULL))
      ) ${end}`,
      // For the list of signed-in devices and "sign out everywhere".
      `CREATE INDEX session_contact ON session (contact)`,
      `CREATE INDEX session_staff ON session (staff_id) WHERE staff_id IS NOT NULL`,
    ],
  }
}
