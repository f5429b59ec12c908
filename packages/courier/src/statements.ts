/**
 * Every statement that the courier runs, built once: the text is the key of the prepared statement.
 *
 * Whatever takes rows from others skips the locked ones, and whatever waits for a lock takes rows by rising id, so that
 * no two workers can wait for each other.
 */
export interface Statements {
  /** → rows inserted; 0 when the id or the unique key is taken. */
  readonly insert: string
  /** The same for {@link MESSAGES_A_STATEMENT} rows. → the ids that were inserted */
  readonly insertMany: string
  /** Tells the workers of other processes. SQLite has none. */
  readonly notify: string | undefined
  /** Takes due rows of one channel and priority. → jobs */
  readonly claim: string
  /** Longer lease for one row that is still ours. → rows changed */
  readonly renew: string
  /** Rows whose worker has not been heard of go back in the queue. */
  readonly requeueLapsed: string
  /** Writes how it went for one row that is still ours. → rows changed */
  readonly settle: string
  /** A row that was taken and not begun goes back in the queue. → rows changed */
  readonly giveBack: string
  /** The message that a provider names so, locked until its receipt is written. → {@link MessageName}, and how it stands */
  readonly named: string
  /** The same for the message of a row. */
  readonly numbered: string
  /** Writes a receipt. → rows changed */
  readonly receipt: string
  /** How far the newest message about something is. */
  readonly progress: string
  /** The message about something that a provider took last. → sender, provider_id */
  readonly lastTaken: string
}

/** The topic of `LISTEN` on PostgreSQL. */
export const TOPIC = 'kerbside_outbox'

/** Few enough values for either database, and one text for most of what goes to many, so that it is prepared once. */
export const MESSAGES_A_STATEMENT = 50

// Bounds one sweep: a thousand rows are some milliseconds of work, and the next sweep takes the next thousand.
const LAPSED_AT_ONCE = 1000

export function statements(dialect: 'sqlite' | 'postgres'): Statements {
  const forUpdate = dialect === 'postgres' ? 'FOR UPDATE' : ''
  const skipLocked = dialect === 'postgres' ? 'FOR UPDATE SKIP LOCKED' : ''
  return {
    // One statement for both conflicts: a failed one would end the caller's transaction on PostgreSQL.
    insert: insertOf(1),
    insertMany: `${insertOf(MESSAGES_A_STATEMENT)} RETURNING id`,
    notify: dialect === 'postgres' ? `SELECT pg_notify('${TOPIC}', '')` : undefined,
    // The CTE is materialised, or PostgreSQL may run it once a row and take more than the limit.
    claim: `
      WITH due AS MATERIALIZED (
        SELECT id AS due_id FROM outbox
        WHERE state = 'queued' AND channel = $1 AND priority = $2 AND next_at <= $3
        ORDER BY next_at LIMIT $4 ${skipLocked}
      )
      UPDATE outbox SET state = 'sending', attempts = attempts + 1, lease_owner = $5, lease_until = $6
      FROM due WHERE id = due_id
      RETURNING id, kind, reference, channel, address, locale, priority, silent, not_after, created_at, attempts, tried`,
    renew: `
      UPDATE outbox SET lease_until = $3
      WHERE id = $1 AND lease_owner = $2 AND state = 'sending'`,
    requeueLapsed: `
      WITH lapsed AS MATERIALIZED (
        SELECT id AS lapsed_id FROM outbox WHERE state = 'sending' AND lease_until <= $1
        ORDER BY lease_until LIMIT ${LAPSED_AT_ONCE} ${skipLocked}
      )
      UPDATE outbox SET state = 'queued', lease_owner = NULL, lease_until = NULL
      FROM lapsed WHERE id = lapsed_id`,
    // What went wrong before a success stays readable.
    settle: `
      UPDATE outbox SET state = $3, next_at = COALESCE($4, next_at), sender = $5, provider_id = $6, fault = COALESCE($7, fault),
        fault_detail = COALESCE($8, fault_detail), sent_at = $9, ended_at = $10, tried = COALESCE($11, tried),
        lease_owner = NULL, lease_until = NULL
      WHERE id = $1 AND lease_owner = $2 AND state = 'sending'`,
    giveBack: `
      UPDATE outbox SET state = 'queued', attempts = attempts - 1, lease_owner = NULL, lease_until = NULL
      WHERE id = $1 AND lease_owner = $2 AND state = 'sending'`,
    named: `
      SELECT ${standing} FROM outbox
      WHERE provider_id = $1 AND sender = $2 ORDER BY id DESC LIMIT 1 ${forUpdate}`,
    numbered: `SELECT ${standing} FROM outbox WHERE id = $1 ${forUpdate}`,
    receipt: `
      UPDATE outbox SET state = $2, receipt = $3, receipt_at = $4, delivered_at = $5, ended_at = $6, next_at = COALESCE($7, next_at),
        tried = COALESCE($8, tried), fault = COALESCE($9, fault), fault_detail = COALESCE($10, fault_detail)
      WHERE id = $1`,
    // The few messages of one reference are sorted by hand: PostgreSQL would else read the primary key from its end.
    progress: `
      SELECT id, channel, state, sender, created_at, sent_at, delivered_at, next_at, fault FROM outbox
      WHERE reference = $1 AND kind = $2 ORDER BY created_at DESC, id DESC LIMIT 1`,
    lastTaken: `
      SELECT sender, provider_id FROM outbox
      WHERE reference = $1 AND kind = $2 AND state IN ('sent', 'delivered') AND provider_id IS NOT NULL
      ORDER BY created_at DESC, id DESC LIMIT 1`,
  }
}

const standing = 'id, kind, reference, channel, attempts, state, not_after, sender, receipt, tried'

const inserted = [
  ...['id', 'kind', 'reference', 'channel', 'address', 'locale', 'priority', 'silent', 'state', 'attempts'],
  ...['not_after', 'next_at', 'lease_owner', 'lease_until', 'unique_key', 'created_at'],
]

function insertOf(rows: number): string {
  const row = (index: number) =>
    `(${inserted.map((_, column) => `$${index * inserted.length + column + 1}`).join(', ')})`
  const values = Array.from({ length: rows }, (_, index) => row(index)).join(', ')
  return `INSERT INTO outbox (${inserted.join(', ')}) VALUES ${values} ON CONFLICT DO NOTHING`
}
