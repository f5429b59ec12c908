/**
 * The chain that makes changes to the past show: each event's hash covers its facts, its place and the hash before it.
 * Events are sealed in the background, in the order of their ids, so that no sign-in waits for the one before it.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Change, Db } from '../db/database.ts'
import type { Dialect } from '../db/dialect.ts'
import type { AuditEventRow } from '../db/tables.ts'

const BEGINNING = new Uint8Array(32)
const BATCH = 500
// One sealer at a time, whichever process it is in.
const SEALER = 7_290_001

const facts = ['id', 'at', 'name', 'actor_kind', 'actor', 'subject', 'client', 'request_id', 'details'] as const
type Facts = Pick<AuditEventRow, (typeof facts)[number]>

/** The hash of an event at its place, after the one before. */
function linkOf(before: Uint8Array, place: number, event: Facts): Uint8Array {
  const text = JSON.stringify([place, ...facts.map((fact) => event[fact])])
  return createHash('sha256').update(before).update(text).digest()
}

/** Seals all that has been written since, in short transactions of their own, and gives how many events that were. */
export async function seal(change: Change, dialect: Dialect): Promise<number> {
  for (let total = 0; ; ) {
    const sealed = await sealBatch(change, dialect)
    total += sealed
    if (sealed < BATCH) return total
  }
}

function sealBatch(change: Change, dialect: Dialect): Promise<number> {
  return change(async (trx) => {
    if (dialect === 'postgres') await sql`SELECT pg_advisory_xact_lock(${SEALER})`.execute(trx)
    const last = await headOf(trx)
    const open = await trx
      .selectFrom('audit_event')
      .select([...facts])
      .where('place', 'is', null)
      .orderBy('id')
      .limit(BATCH)
      .execute()
    let before = last?.hash ?? BEGINNING
    let place = last?.place ?? 0
    for (const event of open) {
      place += 1
      before = linkOf(before, place, event)
      await trx.updateTable('audit_event').set({ place, hash: before }).where('id', '=', event.id).execute()
    }
    return open.length
  })
}

/** The newest link: who keeps a copy of it elsewhere can tell if the log was cut short. */
export const headOf = (db: Db): Promise<{ place: number | null; hash: Uint8Array | null } | undefined> =>
  db
    .selectFrom('audit_event')
    .select(['place', 'hash'])
    .where('place', 'is not', null)
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Walks the whole chain. @returns a line for each fault, none when it holds */
export async function chainFaults(db: Db): Promise<readonly string[]> {
  const faults: string[] = []
  let before: Uint8Array = BEGINNING
  let expected = 1
  for (;;) {
    const page = await db
      .selectFrom('audit_event')
      .select([...facts, 'place', 'hash'])
      .where('place', '>=', expected)
      .orderBy('place')
      .limit(BATCH)
      .execute()
    for (const { place, hash, ...event } of page) {
      if (place === null || hash === null) continue
      if (place !== expected) faults.push(`audit log: nothing stands at places ${expected} to ${place - 1}`)
      else if (Buffer.compare(linkOf(before, place, event), hash) !== 0) {
        faults.push(`audit log: the event at place ${place} (${event.name}) is not what was sealed`)
      }
      before = hash
      expected = place + 1
    }
    if (page.length < BATCH) return faults
  }
}
