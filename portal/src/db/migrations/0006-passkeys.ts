import type { Dialect, Migration } from '../dialect.ts'
import { wordsOf } from '../dialect.ts'

/** Passkeys of customers' contacts and of staff, and what a session has shown of its person. */
export function passkeys(dialect: Dialect): Migration {
  const { int, bytes, countedKey, end } = wordsOf(dialect)
  return {
    name: '0006_passkeys',
    statements: [
      `CREATE TABLE passkey (
        id ${countedKey},
        credential_id text NOT NULL UNIQUE,
        public_key ${bytes} NOT NULL,
        counter ${int} NOT NULL,
        transports text NOT NULL,
        contact text,
        staff_id ${int} REFERENCES staff (id),
        replaces_codes ${int} NOT NULL DEFAULT 0 CHECK (replaces_codes IN (0, 1)),
        label text,
        created_at ${int} NOT NULL,
        last_used_at ${int},
        CHECK ((contact IS NULL) <> (staff_id IS NULL)),
        CHECK (replaces_codes = 0 OR contact IS NOT NULL)
      ) ${end}`,
      `CREATE INDEX passkey_contact ON passkey (contact) WHERE contact IS NOT NULL`,
      `CREATE INDEX passkey_staff ON passkey (staff_id) WHERE staff_id IS NOT NULL`,
      // A nonce that was signed once is good no more; it is kept until it would have run out by itself.
      `CREATE TABLE spent_nonce (nonce text PRIMARY KEY NOT NULL, expires_at ${int} NOT NULL) ${end}`,
      `ALTER TABLE session ADD COLUMN proven_at ${int} NOT NULL DEFAULT 0`,
      `UPDATE session SET proven_at = created_at`,
      `ALTER TABLE session ADD COLUMN passkey_at ${int}`,
      `ALTER TABLE staff ADD COLUMN demo ${int} NOT NULL DEFAULT 0 CHECK (demo IN (0, 1))`,
      ...(dialect === 'sqlite' ? goneInSqlite : goneInPostgres),
    ],
  }
}

// A telephone number that nobody has on record any more may be given to a stranger next year. A trigger, so that no way
// of taking a contact away can forget the passkeys.
const goneInSqlite = [
  `CREATE TRIGGER passkey_contact_gone AFTER DELETE ON customer_contact
   WHEN NOT EXISTS (SELECT 1 FROM customer_contact WHERE contact = old.contact)
   BEGIN DELETE FROM passkey WHERE contact = old.contact; END`,
  `CREATE TRIGGER passkey_contact_changed AFTER UPDATE OF contact ON customer_contact
   WHEN NOT EXISTS (SELECT 1 FROM customer_contact WHERE contact = old.contact)
   BEGIN DELETE FROM passkey WHERE contact = old.contact; END`,
]

const goneInPostgres = [
  // The lock: of two customers who give up the same contact at once, the second one sees what the first one did.
  `CREATE FUNCTION passkey_contact_goes() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM pg_advisory_xact_lock(hashtextextended('passkey ' || old.contact, 0));
     DELETE FROM passkey WHERE contact = old.contact
       AND NOT EXISTS (SELECT 1 FROM customer_contact WHERE customer_contact.contact = old.contact);
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER passkey_contact_gone AFTER DELETE OR UPDATE OF contact ON customer_contact
   FOR EACH ROW EXECUTE FUNCTION passkey_contact_goes()`,
]
