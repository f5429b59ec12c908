import type { Dialect, Migration } from '../dialect.ts'
import { wordsOf } from '../dialect.ts'

/**
 * Who did what to whom, from where. Rows are written with the change that they tell of, and sealed into a chain of hashes
 * within about a second: `place` and `hash` are filled in once. Nothing else can ever be changed or deleted.
 */
export function audit(dialect: Dialect): Migration {
  const { int, bytes, end } = wordsOf(dialect)
  return {
    name: '0007_audit',
    statements: [
      `CREATE TABLE audit_event (
        id ${int} PRIMARY KEY,
        at ${int} NOT NULL,
        name text NOT NULL,
        actor_kind text NOT NULL CHECK (actor_kind IN ('customer', 'staff', 'program', 'system', 'nobody')),
        actor text,
        subject text,
        client text,
        request_id text,
        details text NOT NULL,
        place ${int} UNIQUE,
        hash ${bytes},
        CHECK ((place IS NULL) = (hash IS NULL))
      ) ${end}`,
      'CREATE INDEX audit_event_unsealed ON audit_event (id) WHERE place IS NULL',
      'CREATE INDEX audit_event_subject ON audit_event (subject, id)',
      ...(dialect === 'sqlite' ? sqliteGuards : postgresGuards),
    ],
  }
}

const columns = ['id', 'at', 'name', 'actor_kind', 'actor', 'subject', 'client', 'request_id', 'details']

const sqliteGuards = [
  `CREATE TRIGGER audit_event_kept BEFORE DELETE ON audit_event
   BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END`,
  `CREATE TRIGGER audit_event_fixed BEFORE UPDATE ON audit_event
   WHEN OLD.hash IS NOT NULL OR ${columns.map((column) => `NEW.${column} IS NOT OLD.${column}`).join(' OR ')}
   BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END`,
]

const postgresGuards = [
  `CREATE FUNCTION audit_event_kept() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$`,
  `CREATE TRIGGER audit_event_kept BEFORE DELETE ON audit_event
   FOR EACH ROW EXECUTE FUNCTION audit_event_kept()`,
  `CREATE TRIGGER audit_event_not_emptied BEFORE TRUNCATE ON audit_event
   FOR EACH STATEMENT EXECUTE FUNCTION audit_event_kept()`,
  `CREATE TRIGGER audit_event_fixed BEFORE UPDATE ON audit_event FOR EACH ROW
   WHEN (OLD.hash IS NOT NULL OR ${columns.map((column) => `NEW.${column} IS DISTINCT FROM OLD.${column}`).join(' OR ')})
   EXECUTE FUNCTION audit_event_kept()`,
]
