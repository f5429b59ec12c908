import { migrations as courierMigrations } from '@kerbside/courier'
import { migrations as otpMigrations } from '@kerbside/otp'
import { sql } from 'kysely'
import type { Migration as KyselyMigration } from 'kysely/migration'
import { Migrator } from 'kysely/migration'
import type { Database } from './database.ts'
import type { Dialect, Migration } from './dialect.ts'
import { people } from './migrations/0001-people.ts'
import { sessions } from './migrations/0002-sessions.ts'
import { customerSearch } from './migrations/0003-customer-search.ts'
import { customerNumbers } from './migrations/0004-customer-numbers.ts'
import { messageLog } from './migrations/0005-message-log.ts'
import { passkeys } from './migrations/0006-passkeys.ts'
import { audit } from './migrations/0007-audit.ts'
import { rareRows } from './migrations/0008-rare-rows.ts'
import { reaching } from './migrations/0009-reaching.ts'
import { services } from './migrations/0010-services.ts'
import { ledger } from './migrations/0011-ledger.ts'
import { ledgerGuards } from './migrations/0012-ledger-guards.ts'
import { findingMoney } from './migrations/0020-finding-money.ts'
import { codeTroubles } from './migrations/0021-code-troubles.ts'
import { billSeals } from './migrations/0022-bill-seals.ts'
import { billingRuns } from './migrations/0023-billing-runs.ts'

/** The portal's own steps, in order. */
const portalMigrations = (dialect: Dialect): readonly Migration[] => [
  people(dialect),
  sessions(dialect),
  customerSearch(dialect),
  customerNumbers(dialect),
  messageLog,
  passkeys(dialect),
  audit(dialect),
  rareRows,
  reaching(dialect),
  services(dialect),
  ledger(dialect),
  ledgerGuards(dialect),
  findingMoney(dialect),
  codeTroubles,
  billSeals(dialect),
  billingRuns(dialect),
]

/**
 * Brings the tables up to date: those of the packages and those of the portal. It may run again, and in several processes
 * at once: one migrates while the others wait. A step that fails leaves nothing behind.
 * @returns the names of the steps that were taken
 */
export async function migrate(database: Database): Promise<readonly string[]> {
  const { error, results = [] } = await migratorOf(database).migrateToLatest()
  database.forgetStatements()
  if (error) throw error
  return results.map((result) => result.migrationName)
}

/** The names of the steps that the tables still lack. */
export async function pendingMigrations(database: Database): Promise<readonly string[]> {
  const all = await migratorOf(database).getMigrations()
  return all.filter((migration) => migration.executedAt === undefined).map((migration) => migration.name)
}

function migratorOf({ db, dialect }: Database): Migrator {
  const steps = [
    ...named('courier', courierMigrations(dialect)),
    ...named('otp', otpMigrations(dialect)),
    ...named('portal', portalMigrations(dialect)),
  ]
  return new Migrator({
    db,
    provider: { getMigrations: async () => Object.fromEntries(steps) },
    allowUnorderedMigrations: true, // a package may add a step after the portal's newest
  })
}

const named = (owner: string, migrations: readonly Migration[]) =>
  migrations.map(({ name, statements }): [string, KyselyMigration] => [
    `${owner}_${name}`,
    {
      async up(trx) {
        for (const statement of statements) await sql.raw(statement).execute(trx)
      },
    },
  ])
