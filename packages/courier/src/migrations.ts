import { channels } from './message.ts'
import type { Reply, Store, Trx } from './store.ts'
import { then } from './store.ts'
import { outboxStates } from './tables.ts'

/** One step of the tables' history: it goes forward, once. */
export interface Migration {
  readonly name: string
  readonly statements: readonly string[]
}

/**
 * The courier's table, in the dialect of the database. Run each migration once, in order, by any means; `migrate(store)`
 * does it for a program that has no migrator of its own.
 */
export function migrations(dialect: 'sqlite' | 'postgres'): readonly Migration[] {
  const int = dialect === 'sqlite' ? 'INTEGER' : 'bigint'
  const small = dialect === 'sqlite' ? 'INTEGER' : 'integer'
  const end = dialect === 'sqlite' ? 'STRICT' : ''
  return [
    {
      name: '0001_outbox',
      statements: [
        `CREATE TABLE outbox (
          id ${int} PRIMARY KEY,
          kind text NOT NULL,
          reference text NOT NULL,
          channel text NOT NULL CHECK (channel IN (${list(channels)})),
          address text NOT NULL,
          locale text NOT NULL,
          priority ${small} NOT NULL CHECK (priority BETWEEN 0 AND 2),
          silent ${small} NOT NULL CHECK (silent IN (0, 1)),
          state text NOT NULL CHECK (state IN (${list(outboxStates)})),
          attempts ${small} NOT NULL,
          not_after ${int} NOT NULL,
          next_at ${int} NOT NULL,
          lease_owner text,
          lease_until ${int},
          sender text,
          provider_id text,
          fault text,
          fault_detail text,
          receipt text,
          receipt_at ${int},
          unique_key text,
          created_at ${int} NOT NULL,
          sent_at ${int},
          delivered_at ${int},
          ended_at ${int},
          CHECK ((state = 'sending') = (lease_until IS NOT NULL)),
          CHECK ((lease_owner IS NULL) = (lease_until IS NULL))
        ) ${end}`,
        // What a worker looks for stands in two indexes that hold unsettled rows alone: they stay small at any age.
        // One range of the first is read for each channel and priority, so rows that wait for the morning cost nothing.
        `CREATE INDEX outbox_due ON outbox (channel, priority, next_at) WHERE state = 'queued'`,
        `CREATE INDEX outbox_leased ON outbox (lease_until) WHERE state = 'sending'`,
        `CREATE INDEX outbox_reference ON outbox (reference)`,
        // Receipts for SMS and WhatsApp name the provider's id. Mail needs no entry: its Message-ID holds the row's id.
        `CREATE INDEX outbox_provider ON outbox (provider_id) WHERE provider_id IS NOT NULL AND channel <> 'email'`,
        `CREATE UNIQUE INDEX outbox_unique_key ON outbox (unique_key) WHERE unique_key IS NOT NULL`,
      ],
    },
    {
      name: '0002_receipts',
      statements: [
        `ALTER TABLE outbox ADD COLUMN tried text`,
        // Mail may go by a provider that names it, too; a mail server names none, and so costs no entry.
        `DROP INDEX outbox_provider`,
        `CREATE INDEX outbox_provider ON outbox (provider_id) WHERE provider_id IS NOT NULL`,
      ],
    },
  ]
}

/**
 * Brings the courier's table up to date, for a program without a migrator of its own. It may run at every start, and in
 * several processes at once: the primary key of its ledger lets one of them do each step.
 */
export async function migrate(store: Store): Promise<void> {
  await store.write((trx) => trx.run('CREATE TABLE IF NOT EXISTS courier_migration (name text PRIMARY KEY)'))
  for (const { name, statements } of migrations(store.dialect)) {
    await store.write((trx) =>
      then(trx.run('INSERT INTO courier_migration (name) VALUES ($1) ON CONFLICT DO NOTHING', [name]), (taken) =>
        taken === 1 ? runInOrder(trx, statements) : 0,
      ),
    )
  }
}

function runInOrder(trx: Trx, [first, ...others]: readonly string[]): Reply<number> {
  return first === undefined ? 0 : then(trx.run(first), () => runInOrder(trx, others))
}

function list(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ')
}
