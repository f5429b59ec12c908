import type { Dialect, Migration } from '../dialect.ts'

/**
 * Finding customers by any three letters of their number, name, address or contacts. Triggers keep the searched text,
 * so that no way of writing a customer can forget it. Accents and case do not count on either database.
 */
export function customerSearch(dialect: Dialect): Migration {
  return { name: '0003_customer_search', statements: dialect === 'sqlite' ? inSqlite : inPostgres }
}

const textOf = (customerId: string) => `
  SELECT number || ' ' || name || ' ' || address AS part FROM customer WHERE id = ${customerId}
  UNION ALL
  SELECT address || ' ' || contact FROM customer_contact WHERE customer_id = ${customerId}`

const refresh = (customerId: string) =>
  `INSERT OR REPLACE INTO customer_search (rowid, words)
   SELECT ${customerId}, group_concat(part, ' ') FROM (${textOf(customerId)});`

const inSqlite = [
  `CREATE VIRTUAL TABLE customer_search USING fts5 (words, tokenize = 'trigram remove_diacritics 1')`,
  `CREATE TRIGGER customer_search_added AFTER INSERT ON customer BEGIN ${refresh('new.id')} END`,
  `CREATE TRIGGER customer_search_changed AFTER UPDATE OF number, name, address ON customer BEGIN
     ${refresh('new.id')} END`,
  `CREATE TRIGGER customer_search_gone AFTER DELETE ON customer BEGIN
     DELETE FROM customer_search WHERE rowid = old.id; END`,
  `CREATE TRIGGER customer_search_contact_added AFTER INSERT ON customer_contact BEGIN
     ${refresh('new.customer_id')} END`,
  `CREATE TRIGGER customer_search_contact_changed AFTER UPDATE OF customer_id, address, contact ON customer_contact BEGIN
     ${refresh('old.customer_id')} ${refresh('new.customer_id')} END`,
  `CREATE TRIGGER customer_search_contact_gone AFTER DELETE ON customer_contact BEGIN
     ${refresh('old.customer_id')} END`,
]

const inPostgres = [
  `CREATE EXTENSION IF NOT EXISTS pg_trgm`,
  // What FTS5 does by itself: letters without their accents, in lower case.
  `CREATE FUNCTION plain_letters(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
   $$ SELECT regexp_replace(normalize(lower(words), NFKD), '[\\u0300-\\u036f]', '', 'g') $$`,
  `CREATE TABLE customer_search (
     customer_id bigint PRIMARY KEY REFERENCES customer (id) ON DELETE CASCADE,
     words text NOT NULL
   )`,
  `CREATE INDEX customer_search_words ON customer_search USING gin (words gin_trgm_ops)`,
  `CREATE FUNCTION refresh_customer_search(bigint) RETURNS void LANGUAGE sql AS $$
     INSERT INTO customer_search (customer_id, words)
     SELECT $1, plain_letters(string_agg(part, ' ')) FROM (${textOf('$1')}) AS parts
     HAVING count(*) > 0
     ON CONFLICT (customer_id) DO UPDATE SET words = excluded.words
   $$`,
  `CREATE FUNCTION customer_search_follows() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF TG_TABLE_NAME = 'customer' THEN PERFORM refresh_customer_search(new.id);
     ELSE
       IF TG_OP <> 'INSERT' THEN PERFORM refresh_customer_search(old.customer_id); END IF;
       IF TG_OP <> 'DELETE' THEN PERFORM refresh_customer_search(new.customer_id); END IF;
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER customer_search_customer AFTER INSERT OR UPDATE OF number, name, address ON customer
   FOR EACH ROW EXECUTE FUNCTION customer_search_follows()`,
  `CREATE TRIGGER customer_search_contact AFTER INSERT OR UPDATE OF customer_id, address, contact OR DELETE
   ON customer_contact FOR EACH ROW EXECUTE FUNCTION customer_search_follows()`,
]
