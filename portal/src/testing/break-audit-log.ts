import type { TestPortal } from './start-portal.ts'

/** Lets no event be written (SQLite): what has to be told in its own commit then cannot happen. @returns what mends it */
export async function breakAuditLog({ parts: { database } }: TestPortal): Promise<() => Promise<number>> {
  const run = (sql: string) => database.store.write((trx) => trx.run(sql))
  await run(`CREATE TRIGGER broken_audit_log BEFORE INSERT ON audit_event
    BEGIN SELECT RAISE(ABORT, 'the audit log is broken'); END`)
  return () => run('DROP TRIGGER broken_audit_log')
}
