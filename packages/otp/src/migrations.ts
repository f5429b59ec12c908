import type { Step, Store, Trx } from './store.ts'
import { answer, take } from './store.ts'

/** One step of the tables' history: it goes forward, once. */
export interface Migration {
  readonly name: string
  readonly statements: readonly string[]
}

/**
 * The engine's tables, in the dialect of the database. Run each migration once, in order, by any means;
 * `migrate(store)` does it for a program that has no migrator of its own.
 */
export function migrations(dialect: 'sqlite' | 'postgres'): readonly Migration[] {
  const int = dialect === 'sqlite' ? 'INTEGER' : 'bigint'
  const small = dialect === 'sqlite' ? 'INTEGER' : 'smallint'
  const bytes = dialect === 'sqlite' ? 'BLOB' : 'bytea'
  const end = dialect === 'sqlite' ? 'STRICT' : ''
  const byKey = dialect === 'sqlite' ? 'STRICT, WITHOUT ROWID' : 'WITH (fillfactor = 70)'
  return [
    {
      name: '0001_tables',
      statements: [
        // The salt makes contact hashes of this installation useless elsewhere. It never rotates: budgets hang on it. Nor does
        // the number of shards change: what a flow staked in one shard would be given back to another.
        `CREATE TABLE otp_installation (
          id ${small} PRIMARY KEY,
          salt ${bytes} NOT NULL,
          shards ${small} NOT NULL
        ) ${end}`,
        `CREATE TABLE otp (
          id ${int} PRIMARY KEY,
          secret_hash ${bytes} NOT NULL,
          contact ${bytes} NOT NULL,
          email text,
          phone text,
          otp_type text NOT NULL CHECK (otp_type IN ('email', 'phone')),
          is_verified ${small} NOT NULL DEFAULT 0,
          created_at ${int} NOT NULL,
          expires_at ${int},
          attempts ${small} NOT NULL DEFAULT 0,
          max_attempts ${small} NOT NULL,
          previous_otp ${int},
          purpose text NOT NULL,
          channel text NOT NULL CHECK (channel IN ('email', 'sms', 'whatsapp')),
          locale text NOT NULL,
          recipient text NOT NULL,
          name text,
          decoy ${small} NOT NULL,
          refused ${small} NOT NULL,
          mark text,
          lane text NOT NULL CHECK (lane IN ('stranger', 'device', 'pass')),
          state text NOT NULL CHECK (state IN ('open', 'held', 'used', 'ended')),
          seed ${bytes},
          key_id ${int},
          code_mac ${bytes},
          code_mac_before ${bytes},
          code_length ${small},
          min_length ${small} NOT NULL,
          expiry_ms ${int} NOT NULL,
          resends ${small} NOT NULL DEFAULT 0,
          resend_at ${int},
          pass_tries ${small} NOT NULL DEFAULT 0,
          pass_made_at ${int},
          stake ${int} NOT NULL DEFAULT 0,
          guess_cost ${int} NOT NULL DEFAULT 0,
          g_stake ${int} NOT NULL DEFAULT 0,
          g_guess_cost ${int} NOT NULL DEFAULT 0,
          ends_at ${int} NOT NULL,
          settled ${small} NOT NULL DEFAULT 0,
          device_id ${int},
          caller_hash ${bytes},
          CHECK (attempts <= max_attempts)
        ) ${end}`,
        // Small for ever: only flows that may still be guessed. There is no index on all contacts, nor on ends: ids bound times.
        `CREATE INDEX otp_unsettled ON otp (contact) WHERE settled = 0 AND state <> 'held'`,
        // Only flows that a program opened by contact stand here.
        `CREATE INDEX otp_caller ON otp (caller_hash) WHERE caller_hash IS NOT NULL`,
        `CREATE TABLE contact_budget (
          contact ${bytes} PRIMARY KEY,
          lane_tat ${int} NOT NULL,
          s_clear ${int} NOT NULL,
          s_staked ${int} NOT NULL CHECK (s_staked >= 0),
          k_clear ${int} NOT NULL,
          k_staked ${int} NOT NULL CHECK (k_staked >= 0),
          pass_made_at ${int},
          pass_before ${int},
          pass_until ${int} NOT NULL DEFAULT 0,
          pass_uses ${small} NOT NULL DEFAULT 0,
          refuse_until ${int} NOT NULL DEFAULT 0,
          newest_otp ${int}
        ) ${byKey}`,
        `CREATE TABLE global_budget (
          shard ${small} PRIMARY KEY,
          clear ${int} NOT NULL,
          staked ${int} NOT NULL CHECK (staked >= 0),
          live ${int} NOT NULL CHECK (live >= 0)
        ) ${end}`,
        // Blocks of a shard that a writer holds for itself, should the shards prove hot; unused until then.
        `CREATE TABLE lease (
          id ${int} PRIMARY KEY,
          shard ${small} NOT NULL REFERENCES global_budget (shard),
          room ${int} NOT NULL,
          lost ${int} NOT NULL,
          live ${int} NOT NULL,
          ends_at ${int} NOT NULL
        ) ${end}`,
        `CREATE TABLE device (
          id ${int} PRIMARY KEY,
          secret_hash ${bytes} NOT NULL,
          contact ${bytes} NOT NULL,
          lane_tat ${int} NOT NULL DEFAULT 0,
          label text,
          created_at ${int} NOT NULL,
          last_used_at ${int} NOT NULL,
          expires_at ${int} NOT NULL
        ) ${end}`,
        `CREATE INDEX device_contact ON device (contact)`,
        `CREATE TABLE rate_limit (subject text PRIMARY KEY, tat ${int} NOT NULL) ${byKey}`,
      ],
    },
    {
      name: '0002_paid_limit',
      // Few rows, which are never deleted: a message locks several of them, and clean-up none.
      statements: [`CREATE TABLE paid_limit (subject text PRIMARY KEY, tat ${int} NOT NULL) ${byKey}`],
    },
    {
      name: '0003_paid_pause',
      statements: [
        `CREATE TABLE paid_pause (
          country text PRIMARY KEY,
          channel text NOT NULL CHECK (channel IN ('sms', 'whatsapp')),
          sent ${int} NOT NULL,
          used ${int} NOT NULL,
          paused_at ${int} NOT NULL,
          paused_until ${int} NOT NULL
        ) ${byKey}`,
        // Mail, which is nearly all, has no entry here.
        `CREATE INDEX otp_text_messages ON otp (id) WHERE channel <> 'email' AND lane = 'stranger'`,
      ],
    },
  ]
}

/**
 * Brings the engine's tables up to date, for a program without a migrator of its own. It may run at every start, and in
 * several processes at once: one migrates while the others wait.
 */
export function migrate(store: Store): Promise<void> {
  return store.write((trx) => take(migrateStep(trx)))
}

// Any number that nobody else locks in this database; these are the bytes of `kotp`.
const ADVISORY_LOCK = 0x6b6f7470

function* migrateStep(trx: Trx): Step<void> {
  // Without it two processes trip over one another in PostgreSQL's catalogue, IF NOT EXISTS or not.
  if (trx.dialect === 'postgres') yield* answer(trx.get('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK]))
  yield* answer(trx.run('CREATE TABLE IF NOT EXISTS otp_migration (name text PRIMARY KEY)'))
  for (const { name, statements } of migrations(trx.dialect)) {
    const isNew = yield* answer(trx.run('INSERT INTO otp_migration (name) VALUES ($1) ON CONFLICT DO NOTHING', [name]))
    if (isNew === 0) continue
    for (const statement of statements) yield* answer(trx.run(statement))
  }
}
