import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { Db } from '../../db/database.ts'
import type { Parts } from '../../web/parts.ts'
import type { ProofOrder } from './prove-worker.ts'

/** What was found when the books were last proven. */
export interface KeptProof {
  /** Undefined while the first proof is being made. */
  readonly checkedAt: number | undefined
  readonly faults: readonly string[]
  /** Whether one is being made at present. */
  readonly isRunning: boolean
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
// A process that died in the middle proves nothing any more.
const LONGEST_MS = HOUR
const PROOF = 1

/** The newest proof; undefined before the first one was begun. */
export async function keptProof(db: Db, now: number): Promise<KeptProof | undefined> {
  const row = await db.selectFrom('books_proof').select(['begun_at', 'checked_at', 'faults']).executeTakeFirst()
  if (!row) return undefined
  const isRunning = (row.checked_at ?? 0) < row.begun_at && now - row.begun_at < LONGEST_MS
  return { checkedAt: row.checked_at ?? undefined, faults: faultList.parse(JSON.parse(row.faults)), isRunning }
}

const faultList = z.array(z.string())

/**
 * Begins to prove the books, unless that is being done by any process. It goes on in the background.
 * @returns false when it is being done already
 */
export async function beginProof(parts: Parts): Promise<boolean> {
  const now = parts.clock.now()
  const begun = await parts.db
    .insertInto('books_proof')
    .values({ id: PROOF, begun_at: now, checked_at: null, faults: '[]' })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ begun_at: now })
        .where(({ or, eb, ref }) =>
          or([
            eb('books_proof.checked_at', '>=', ref('books_proof.begun_at')),
            eb('books_proof.begun_at', '<=', now - LONGEST_MS),
          ]),
        ),
    )
    .returning('id')
    .executeTakeFirst()
  if (begun) void prove(parts, now)
  return begun !== undefined
}

async function prove({ db, clock, config, log }: Parts, now: number): Promise<void> {
  try {
    const faults = await faultsIn({ address: config.databaseUrl, timeZone: config.timeZone, now })
    // Not before it was begun, whatever the clock did meanwhile: then it would count as running.
    const checked_at = Math.max(now, clock.now())
    await db
      .updateTable('books_proof')
      .set({ checked_at, faults: JSON.stringify(faults) })
      .where('id', '=', PROOF)
      .execute()
    if (faults.length > 0) log.error({ faults: faults.length }, 'the books do not prove')
  } catch (error) {
    log.error({ err: error }, 'the books could not be proven')
  }
}

async function faultsIn(order: ProofOrder): Promise<readonly string[]> {
  const worker = new Worker(new URL('./prove-worker.ts', import.meta.url), { workerData: order })
  worker.unref()
  const [faults]: unknown[] = await once(worker, 'message')
  return faultList.parse(faults)
}

/** Proves the books once a day. */
export async function proveDaily(parts: Parts): Promise<void> {
  const kept = await keptProof(parts.db, parts.clock.now())
  if (kept?.checkedAt !== undefined && parts.clock.now() - kept.checkedAt < DAY) return
  await beginProof(parts)
}
