import type { Reply, Trx } from '@kerbside/otp'
import { idMaker, randomBytes } from '@kerbside/otp'
import type { AuditEvent } from './event.ts'

const newId = idMaker(randomBytes(1)[0] ?? 0)

const INSERT = `INSERT INTO audit_event (id, at, name, actor_kind, actor, subject, client, request_id, details)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

/** Writes an event in the commit of the change that it tells of: neither is there without the other. */
export function recordEvent(trx: Trx, { name, actor, subject, details = {} }: AuditEvent, now: number): Reply<number> {
  const { kind, id, client, requestId } = actor
  return trx.run(INSERT, [newId(now), now, name, kind, id, subject, client, requestId, JSON.stringify(details)])
}
