import type { Dialect, Migration } from '../dialect.ts'

/** What the books hold for ever: such rows are added, and neither changed nor deleted, whoever asks. */
const kept: Readonly<Record<string, readonly (readonly string[])[]>> = {
  plan_price: [['id']],
  tax_rate_value: [['id']],
  bill: [['id'], ['number'], ['series', 'place']],
  bill_line: [['bill_id', 'position']],
  credit_note: [['id'], ['number'], ['series', 'place'], ['unique_key']],
  credit_note_line: [['credit_note_id', 'position']],
  write_off: [['id'], ['unique_key']],
  payment: [['id'], ['number'], ['series', 'place'], ['unique_key']],
  reversal: [['id'], ['payment_id']],
  refund: [['id'], ['number'], ['series', 'place'], ['unique_key']],
  allocation: [['id']],
}

/**
 * The rules that hold however the tables are written to: issued documents stay as they are, an approval is decided once, no
 * day of a service is billed twice, and every customer has the standard service of its type.
 */
export const ledgerGuards = (dialect: Dialect): Migration => ({
  name: '0012_ledger_guards',
  statements: dialect === 'sqlite' ? inSqlite : inPostgres,
})

const tables = Object.keys(kept)

/** A line is taken back with its bill when a credit note releases the days, and only then. */
const released = (billId: string) =>
  `EXISTS (SELECT 1 FROM credit_note WHERE credit_note.bill_id = ${billId} AND credit_note.releases_days = 1)`

const followCustomer = (id: string, type: string, since: string) =>
  `UPDATE service SET starts_on = ${since},
     plan_id = (SELECT plan.id FROM plan WHERE plan.customer_type = ${type} AND plan.is_standard = 1)
   WHERE service.customer_id = ${id} AND service.follows_customer = 1
     AND (service.ends_on IS NULL OR service.ends_on >= ${since})
     AND NOT EXISTS (SELECT 1 FROM bill_line WHERE bill_line.kind = 'service' AND bill_line.service_id = service.id);`

const beginService = (id: string, type: string, since: string, at: string) =>
  `INSERT INTO service (customer_id, plan_id, quantity, starts_on, follows_customer, created_at)
   SELECT ${id}, plan.id, 1, ${since}, 1, ${at} FROM plan WHERE plan.customer_type = ${type} AND plan.is_standard = 1;`

const inSqlite = [
  ...tables.flatMap((table) => [
    `CREATE TRIGGER ${table}_kept BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, 'the books only grow'); END`,
    `CREATE TRIGGER ${table}_fixed BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, 'the books only grow'); END`,
    // INSERT OR REPLACE deletes what stands in its way, and asks no trigger.
    `CREATE TRIGGER ${table}_not_replaced BEFORE INSERT ON ${table}
     WHEN ${kept[table]?.map((key) => isThere(table, key)).join(' OR ')}
     BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: the books only grow'); END`,
  ]),
  `CREATE TRIGGER approval_decided_once BEFORE UPDATE ON approval WHEN OLD.state <> 'asked' OR NEW.request <> OLD.request
     OR NEW.amount_minor <> OLD.amount_minor OR NEW.asked_by <> OLD.asked_by OR NEW.customer_id <> OLD.customer_id
   BEGIN SELECT RAISE(ABORT, 'an approval is decided once'); END`,
  `CREATE TRIGGER approval_kept BEFORE DELETE ON approval BEGIN SELECT RAISE(ABORT, 'the books only grow'); END`,
  `CREATE TRIGGER bill_line_day_once BEFORE INSERT ON bill_line WHEN NEW.kind = 'service' AND EXISTS (
     SELECT 1 FROM bill_line AS other WHERE other.kind = 'service' AND other.service_id = NEW.service_id
       AND other.until_on > NEW.from_on AND other.from_on < NEW.until_on AND NOT ${released('other.bill_id')})
   BEGIN SELECT RAISE(ABORT, 'a day of a service is billed once'); END`,
  `CREATE TRIGGER customer_begins_service AFTER INSERT ON customer
   BEGIN ${beginService('NEW.id', 'NEW.type', 'NEW.since', 'NEW.created_at')} END`,
  `CREATE TRIGGER customer_moves_service AFTER UPDATE OF type, since ON customer
     WHEN NEW.type <> OLD.type OR NEW.since <> OLD.since
   BEGIN ${followCustomer('NEW.id', 'NEW.type', 'NEW.since')} END`,
]

function isThere(table: string, key: readonly string[]): string {
  const [first = ''] = key
  const same = key.map((column) => `there.${column} = NEW.${column}`).join(' AND ')
  return `(NEW.${first} IS NOT NULL AND EXISTS (SELECT 1 FROM ${table} AS there WHERE ${same}))`
}

const inPostgres = [
  `CREATE FUNCTION books_only_grow() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN RAISE EXCEPTION 'the books only grow'; END $$`,
  ...[...tables, 'approval'].flatMap((table) => [
    `CREATE TRIGGER ${table}_kept BEFORE DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION books_only_grow()`,
    `CREATE TRIGGER ${table}_not_emptied BEFORE TRUNCATE ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION books_only_grow()`,
  ]),
  ...tables.map(
    (table) =>
      `CREATE TRIGGER ${table}_fixed BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION books_only_grow()`,
  ),
  `CREATE TRIGGER approval_decided_once BEFORE UPDATE ON approval FOR EACH ROW
   WHEN (OLD.state <> 'asked' OR NEW.request <> OLD.request OR NEW.amount_minor <> OLD.amount_minor
     OR NEW.asked_by <> OLD.asked_by OR NEW.customer_id <> OLD.customer_id) EXECUTE FUNCTION books_only_grow()`,
  // With the services held, of two bills for one day the second waits, and then sees the first. The plan is made while the
  // tables are empty, and kept: so it is told to begin with the fresh lines, and to look each one up by the index.
  `CREATE FUNCTION bill_line_day_once() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
   BEGIN
     PERFORM 1 FROM service WHERE id IN (SELECT service_id FROM fresh WHERE kind = 'service')
       ORDER BY id FOR NO KEY UPDATE;
     IF EXISTS (
       SELECT 1 FROM fresh CROSS JOIN LATERAL (
         SELECT 1 FROM bill_line AS other
         WHERE other.kind = 'service' AND other.service_id = fresh.service_id
           AND other.until_on > fresh.from_on AND other.from_on < fresh.until_on
           AND (other.bill_id, other.position) <> (fresh.bill_id, fresh.position)
           AND NOT ${released('other.bill_id')}
         LIMIT 1) AS found
       WHERE fresh.kind = 'service'
     ) THEN RAISE EXCEPTION 'a day of a service is billed once'; END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER bill_line_day_once AFTER INSERT ON bill_line REFERENCING NEW TABLE AS fresh
   FOR EACH STATEMENT EXECUTE FUNCTION bill_line_day_once()`,
  `CREATE FUNCTION customer_begins_service() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN ${beginService('NEW.id', 'NEW.type', 'NEW.since', 'NEW.created_at')} RETURN NULL; END $$`,
  `CREATE TRIGGER customer_begins_service AFTER INSERT ON customer
   FOR EACH ROW EXECUTE FUNCTION customer_begins_service()`,
  `CREATE FUNCTION customer_moves_service() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN ${followCustomer('NEW.id', 'NEW.type', 'NEW.since')} RETURN NULL; END $$`,
  `CREATE TRIGGER customer_moves_service AFTER UPDATE OF type, since ON customer
   FOR EACH ROW WHEN (NEW.type <> OLD.type OR NEW.since <> OLD.since) EXECUTE FUNCTION customer_moves_service()`,
]
