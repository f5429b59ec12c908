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

// A telephone number that opens no account any more may be given to a stranger next year, whose account its former holder
// must not open. Triggers, so that no way of closing an account can forget the passkeys.
const opensNothing = `NOT EXISTS (
  SELECT 1 FROM customer_contact JOIN customer ON customer.id = customer_contact.customer_id
  WHERE customer_contact.contact = passkey.contact AND customer_contact.may_sign_in = 1 AND customer.active = 1)`

const goneInSqlite = [
  `CREATE TRIGGER passkey_contact_gone AFTER DELETE ON customer_contact
   BEGIN DELETE FROM passkey WHERE contact = old.contact AND ${opensNothing}; END`,
  `CREATE TRIGGER passkey_contact_changed AFTER UPDATE OF contact, may_sign_in ON customer_contact
   BEGIN DELETE FROM passkey WHERE contact = old.contact AND ${opensNothing}; END`,
  `CREATE TRIGGER passkey_customer_closed AFTER UPDATE OF active ON customer WHEN new.active = 0
   BEGIN DELETE FROM passkey
     WHERE contact IN (SELECT contact FROM customer_contact WHERE customer_id = new.id) AND ${opensNothing}; END`,
]

const goneInPostgres = [
  // The lock: of two accounts of one contact that are closed at once, the second one sees what the first one did.
  `CREATE FUNCTION passkeys_go(contacts text[]) RETURNS void LANGUAGE plpgsql AS $$
   BEGIN
     IF NOT EXISTS (SELECT 1 FROM passkey WHERE contact = ANY (contacts)) THEN RETURN; END IF;
     PERFORM pg_advisory_xact_lock(7290002);
     DELETE FROM passkey WHERE contact = ANY (contacts) AND ${opensNothing};
   END $$`,
  `CREATE FUNCTION passkey_contact_goes() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM passkeys_go(ARRAY[old.contact]);
     RETURN NULL;
   END $$`,
  `CREATE FUNCTION passkey_customer_closes() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM passkeys_go(ARRAY(SELECT contact FROM customer_contact WHERE customer_id = new.id));
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER passkey_contact_gone AFTER DELETE OR UPDATE OF contact, may_sign_in ON customer_contact
   FOR EACH ROW EXECUTE FUNCTION passkey_contact_goes()`,
  `CREATE TRIGGER passkey_customer_closed AFTER UPDATE OF active ON customer
   FOR EACH ROW WHEN (new.active = 0) EXECUTE FUNCTION passkey_customer_closes()`,
]
