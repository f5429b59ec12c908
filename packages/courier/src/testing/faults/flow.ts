import { setImmediate } from 'node:timers/promises'
import { postgresStore } from '@kerbside/otp'
import { openSqlite } from '@kerbside/sqlite'
import { Pool } from 'pg'
import { systemClock } from '../../clock.ts'
import type { Courier } from '../../courier.ts'
import { createCourier } from '../../courier.ts'
import type { Kind } from '../../message.ts'
import { priorities } from '../../message.ts'
import { smtpSender } from '../../smtp-sender.ts'
import type { Row, Store } from '../../store.ts'
import { every } from '../../store.ts'

/** What one process does: its part of the messages goes into the outbox, and all that is there goes to the mail server. */
export interface Flow {
  readonly database: { readonly dialect: 'sqlite' | 'postgres'; readonly address: string }
  readonly smtpPort: number
  /** Begins the references of this process's messages. */
  readonly part: string
  readonly messages: number
}

export interface FlowStore extends Store {
  all(sql: string, values?: readonly (string | number)[]): Row[] | Promise<Row[]>
}

const HOUR = 3_600_000
const MESSAGES_A_COMMIT = 20
// Rows of a dead process lie as long as that; a live one shows itself three times in it.
const LEASE_MS = 1_500
// What is enqueued before it is waited for: most is born in hand, the rest queues.
const AHEAD = 400

const kinds: Readonly<Record<string, Kind>> = Object.fromEntries(
  priorities.map((priority) => [
    priority,
    { priority, render: async ({ reference }) => ({ subject: 'A message', text: `reference ${reference}` }) },
  ]),
)

export function openFlowStore({ dialect, address }: Flow['database']): FlowStore {
  if (dialect === 'sqlite') return openSqlite(address)
  const store = postgresStore(new Pool({ connectionString: address, max: 8, pipeline: true }))
  return { ...store, all: async (sql, values) => store.all(sql, values) }
}

/** Runs until it is killed. `report` hears when it begins, and of each row that says `sent`. */
export async function runFlow(flow: Flow, report: (news: 'ready' | 'sent') => void): Promise<void> {
  const store = openFlowStore(flow.database)
  const from = { name: 'Kerbside', address: 'noreply@kerbside.example' }
  const courier = createCourier({
    store,
    kinds,
    senders: { email: [smtpSender({ host: '127.0.0.1', port: flow.smtpPort, security: 'none', from })] },
    leaseMs: LEASE_MS,
    sendWithinMs: LEASE_MS / 2,
    onEvent: ({ event }) => event === 'message_sent' && report('sent'),
  })
  await courier.start()
  report('ready')
  await enqueueRest(store, courier, flow)
}

/** Goes on where the process before it was killed: what it had committed is counted. */
async function enqueueRest(store: FlowStore, courier: Courier, { part, messages }: Flow): Promise<void> {
  const [counted] = await store.all(`SELECT count(*) AS n FROM outbox WHERE reference LIKE '${part}-%'`)
  for (let next = Number(counted?.['n']); next < messages; next += MESSAGES_A_COMMIT) {
    await store.write((trx) =>
      every(
        Array.from({ length: Math.min(MESSAGES_A_COMMIT, messages - next) }, (_, index) =>
          courier.enqueue(trx, message(`${part}-${next + index}`, next + index)),
        ),
      ),
    )
    if (next % AHEAD === 0) await courier.idle()
    await setImmediate()
  }
}

function message(reference: string, index: number) {
  const kind = priorities[index % priorities.length] ?? 'bulk'
  const address = `${reference}@example.org`
  const notAfter = systemClock.now() + HOUR
  return { kind, reference, channel: 'email', address, locale: 'en', notAfter, silent: false } as const
}
