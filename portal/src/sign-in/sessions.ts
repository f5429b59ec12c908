/**
 * Sessions live in the database. The browser holds a token of id and secret; the row holds the secret's hash. A session
 * ends by itself after 30 days, or after 7 days without use (NIST SP 800-63B-4 §2.1.3 allows 30 at AAL1).
 */
import type { Reply, Row, Store, Trx } from '@kerbside/otp'
import { idsOf, mintToken, parseToken, randomBytes } from '@kerbside/otp'
import type { SessionRow } from '../db/tables.ts'
import type { Visit } from '../web/identity.ts'

const DAY = 86_400_000
export const SESSION_MS = 30 * DAY
export const IDLE_MS = 7 * DAY
/** How old "last used" may grow before it is written again. */
const SEEN_EVERY_MS = 5 * 60_000
const LONGEST_AGENT = 300

export const sessionCookie = 'kerbside_session'
export const staffCookie = 'kerbside_staff'

/** Where a sign-in came from, for the list of devices. */
export interface SignInFrom {
  readonly userAgent: string | null
  readonly clientAddress: string | null
  /** The name of the request, for the audit log. */
  readonly requestId: string
}

/** Reads where a request comes from. */
export const fromOf = (c: {
  req: { header(name: string): string | undefined }
  var: { visit: Visit }
}): SignInFrom => ({
  userAgent: c.req.header('user-agent') ?? null,
  clientAddress: c.var.visit.clientAddress || null,
  requestId: c.var.visit.requestId,
})

export interface OpenedSession {
  readonly id: number
  readonly token: string
  readonly expiresAt: number
}

export interface NewSession extends SignInFrom {
  readonly kind: SessionRow['kind']
  readonly contact: string
  readonly deviceId: number | null
  readonly method: 'otp' | 'passkey'
  readonly channel: SessionRow['channel']
}

const ids = idsOf(randomBytes(1)[0] ?? 0)

// A customer's session stands only while the contact may sign in, and by a code only while codes are not switched off,
// whatever happened since the code was asked for; a contact of one customer alone needs no choosing.
const INSERT_FOR_CUSTOMER = `INSERT INTO session (id, secret_hash, kind, contact, customer_id, device_id, channel, created_at,
    last_seen_at, proven_at, expires_at, user_agent, client_address, method)
  SELECT CAST($1 AS bigint), $2, $3, $4, CASE WHEN count(*) = 1 THEN min(customer.id) END, CAST($5 AS bigint), $6,
    CAST($7 AS bigint), CAST($7 AS bigint), CAST($7 AS bigint), CAST($8 AS bigint), $9, $10, $11
  FROM customer_contact JOIN customer ON customer.id = customer_contact.customer_id
  WHERE customer_contact.contact = $4 AND customer_contact.may_sign_in = 1 AND customer.active = 1
    AND ($11 <> 'otp' OR NOT EXISTS (SELECT 1 FROM passkey WHERE passkey.contact = $4 AND passkey.replaces_codes = 1))
  HAVING count(*) > 0`
const INSERT_FOR_STAFF = `INSERT INTO session (id, secret_hash, kind, contact, staff_id, device_id, channel, created_at,
    last_seen_at, proven_at, expires_at, user_agent, client_address, method)
  SELECT CAST($1 AS bigint), $2, $3, $4, staff.id, CAST($5 AS bigint), $6,
    CAST($7 AS bigint), CAST($7 AS bigint), CAST($7 AS bigint), CAST($8 AS bigint), $9, $10, $11
  FROM staff WHERE staff.contact = $4 AND staff.active = 1`

/**
 * Writes a session in the commit that marks the code, or what a passkey has signed, as used.
 * @returns the rows written: none when the contact may not sign in any more
 */
export function insertSession(
  trx: Trx,
  opened: OpenedSession,
  secretHash: Uint8Array,
  session: NewSession,
  now: number,
): Reply<number> {
  const { kind, contact, deviceId, method, channel, userAgent, clientAddress } = session
  const agent = userAgent === null ? null : userAgent.slice(0, LONGEST_AGENT)
  const { id, expiresAt } = opened
  const values = [id, secretHash, kind, contact, deviceId, channel, now, expiresAt, agent, clientAddress, method]
  return trx.run(kind === 'staff' ? INSERT_FOR_STAFF : INSERT_FOR_CUSTOMER, values)
}

/** Draws the token of a session that is about to be written. */
export function drawSession(now: number): { opened: OpenedSession; secretHash: Uint8Array } {
  const id = ids.next(now)
  const { token, secretHash } = mintToken(id)
  return { opened: { id, token, expiresAt: now + SESSION_MS }, secretHash }
}

// The customer counts only while active and while the contact may sign in for it.
const FIND_CUSTOMER_SESSION = `SELECT session.id AS session_id, session.contact, session.last_seen_at, session.proven_at, customer.id, customer.number,
    customer.name, customer.language
  FROM session LEFT JOIN customer ON customer.id = session.customer_id AND customer.active = 1 AND EXISTS (
    SELECT 1 FROM customer_contact WHERE customer_contact.customer_id = customer.id
      AND customer_contact.contact = session.contact AND customer_contact.may_sign_in = 1)
  WHERE session.id = $1 AND session.secret_hash = $2 AND session.kind = $3 AND session.ended_at IS NULL
    AND session.expires_at > $4 AND session.last_seen_at > $5`
const FIND_STAFF_SESSION = `SELECT session.id AS session_id, session.contact, session.last_seen_at, session.proven_at,
    session.passkey_at, staff.id, staff.name, staff.role, staff.language, staff.demo,
    (SELECT count(*) FROM passkey WHERE passkey.staff_id = staff.id) AS passkeys
  FROM session JOIN staff ON staff.id = session.staff_id AND staff.active = 1
  WHERE session.id = $1 AND session.secret_hash = $2 AND session.kind = 'staff' AND session.ended_at IS NULL
    AND session.expires_at > $3 AND session.last_seen_at > $4`

/** The live session of a token, with its customer where one is chosen; undefined for any other text. */
export function findCustomerSession(
  store: Store,
  token: string,
  kind: 'customer' | 'api',
  now: number,
): Reply<Row | undefined> {
  const parsed = parseToken(token)
  return parsed && store.get(FIND_CUSTOMER_SESSION, [parsed.id, parsed.secretHash, kind, now, now - IDLE_MS])
}

/** The live staff session of a token. */
export function findStaffSession(store: Store, token: string, now: number): Reply<Row | undefined> {
  const parsed = parseToken(token)
  return parsed && store.get(FIND_STAFF_SESSION, [parsed.id, parsed.secretHash, now, now - IDLE_MS])
}

const TOUCH = 'UPDATE session SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2'

/** Notes that a session was used, at most every five minutes; the request does not wait for it. */
export function touchSession(
  store: Store,
  id: number,
  lastSeenAt: number,
  now: number,
  onError: (error: unknown) => void,
): void {
  if (now - lastSeenAt < SEEN_EVERY_MS) return
  store.write((trx) => trx.run(TOUCH, [id, now])).catch(onError)
}

const CHOOSE = 'UPDATE session SET customer_id = $2 WHERE id = $1 AND ended_at IS NULL'

/** Turns a session to another of its contact's customers; the caller has checked that it is one. */
export const chooseCustomer = (store: Store, id: number, customerId: number): Promise<number> =>
  store.write((trx) => trx.run(CHOOSE, [id, customerId]))

const LIST = `SELECT id, kind, created_at, last_seen_at, user_agent, client_address, channel FROM session
  WHERE contact = $1 AND kind <> 'staff' AND ended_at IS NULL AND expires_at > $2 AND last_seen_at > $3
  ORDER BY last_seen_at DESC LIMIT 100`

export interface SignedInDevice {
  readonly id: number
  readonly kind: string
  readonly createdAt: number
  readonly lastSeenAt: number
  readonly userAgent: string
  readonly clientAddress: string
}

/** The live sessions of a contact, the last used first, at most 100. */
export async function sessionsOf(store: Store, contact: string, now: number): Promise<readonly SignedInDevice[]> {
  const rows = await store.all(LIST, [contact, now, now - IDLE_MS])
  return rows.map((row) => ({
    id: Number(row.id),
    kind: String(row.kind),
    createdAt: Number(row.created_at),
    lastSeenAt: Number(row.last_seen_at),
    userAgent: String(row.user_agent ?? ''),
    clientAddress: String(row.client_address ?? ''),
  }))
}
