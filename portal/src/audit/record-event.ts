import type { Reply, Step, Trx, Value } from '@kerbside/otp'
import { answer, idsOf, randomBytes, take } from '@kerbside/otp'
import type { AuditEvent } from './event.ts'

const processNumber = () => randomBytes(1)[0] ?? 0
const ids = idsOf(processNumber())

// Each draw after the first is of another process number, of 32.
const DRAWS = 8

const INSERT = `INSERT INTO audit_event (id, at, name, actor_kind, actor, subject, client, request_id, details)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING`

/**
 * Writes an event in the commit of the change that it tells of: neither is there without the other. An id that another process
 * has drawn in the same millisecond is drawn again, for no change may fail because of its own report.
 */
export function recordEvent(trx: Trx, { name, actor, subject, details = {} }: AuditEvent, now: number): Reply<number> {
  const { kind, id, client, requestId } = actor
  return take(insert(trx, [now, name, kind, id, subject, client, requestId, JSON.stringify(details)], now))
}

function* insert(trx: Trx, values: readonly Value[], now: number): Step<number> {
  for (let draw = 1; draw <= DRAWS; draw += 1) {
    const written = yield* answer(trx.run(INSERT, [ids.next(now), ...values]))
    if (written > 0) return written
    ids.move(processNumber())
  }
  throw new Error('No id was free for an event of the audit log.')
}
