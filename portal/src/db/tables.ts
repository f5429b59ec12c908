import type { CourierTables } from '@kerbside/courier'
import type { OtpTables } from '@kerbside/otp'
import type { Generated } from 'kysely'
import type { LedgerTables } from './ledger-tables.ts'
import type { ServiceTables } from './service-tables.ts'

export type CustomerType = 'household' | 'shop' | 'hotel' | 'institution'

export interface CustomerRow {
  id: Generated<number>
  /** What people call the customer by; with a check digit when we gave it. */
  number: string
  name: string
  type: CustomerType
  address: string
  language: string
  /** 0 for a customer who may not sign in and looks unknown. */
  active: Generated<number>
  /** The day from which the customer is served, `YYYY-MM-DD`. */
  since: string
  /** What an import brought along: above zero is owed to the operator, below is credit. In the operator's currency. */
  opening_balance_minor: Generated<number>
  /** 1 for a customer whose bills go by post: then no contact has to get them. */
  bills_on_paper: Generated<number>
  created_at: number
  /** Grows with every change, so that it names a version of the record. */
  updated_at: number
}

/** Numbers that are counted up, each by its name: `customer`, and each series of documents. */
export interface CounterRow {
  name: string
  /** The number given last. */
  last: number
}

/** By what a contact gets the messages about something; `none`: it does not. */
export type ReachedBy = 'none' | 'email' | 'sms' | 'whatsapp'

/** Why a contact counts as bouncing: mail came back, a sender refused the address, its reader complained of spam. */
export type BouncingReason = 'returned' | 'refused' | 'complaint'

export interface CustomerContactRow {
  id: Generated<number>
  customer_id: number
  kind: 'email' | 'phone'
  /** As the customer wrote it; mail goes there. */
  address: string
  /** Its canonical form, by which people sign in. */
  contact: string
  /** 0 for a contact that only receives messages. */
  may_sign_in: number
  created_at: number
  /** From when on what goes there is known to come back; null for a contact that works, as far as we know. */
  bouncing_since: number | null
  bouncing_reason: BouncingReason | null
  /** When somebody showed or said that it works. What was sent before says nothing against it. */
  confirmed_at: Generated<number>
  /** What the customer chose for bills and payments; null: nothing yet. The same for the next two. */
  bills_by: ReachedBy | null
  feedback_by: ReachedBy | null
  announcements_by: ReachedBy | null
}

/** `admin` may everything, `auditor` may look. */
export type StaffRole = 'admin' | 'billing' | 'support' | 'auditor'

export interface StaffRow {
  id: Generated<number>
  email: string
  /** The canonical form of `email`. */
  contact: string
  name: string
  role: StaffRole
  language: string
  active: Generated<number>
  /** 1 for people of the demonstration, whom nobody is. */
  demo: Generated<number>
  created_at: number
}

/** A passkey (WebAuthn credential) of a customer's contact, or of one of the staff. */
export interface PasskeyRow {
  id: Generated<number>
  /** As the authenticator calls it, in base64url. */
  credential_id: string
  public_key: Uint8Array
  /** Signatures so far, where the authenticator counts them; else 0. */
  counter: number
  /** How the authenticator is reached, in the words of WebAuthn, a space between. */
  transports: string
  /** The canonical contact whose customers it opens; null for a passkey of staff. */
  contact: string | null
  staff_id: number | null
  /** 1 when no codes are to be sent to the contact any more; it ends with the contact's last passkey. */
  replaces_codes: Generated<number>
  /** Where it was made: `Firefox, Android`. */
  label: string | null
  created_at: number
  last_used_at: number | null
}

/** What was signed with a passkey, so that it is taken once. */
export interface SpentNonceRow {
  nonce: string
  expires_at: number
}

export interface SessionRow {
  /** Ordered by time of issue; see `kerbside/otp`'s ids. */
  id: number
  secret_hash: Uint8Array
  kind: 'customer' | 'staff' | 'api'
  /** The canonical contact that signed in. */
  contact: string
  /** The customer that was chosen, when the contact belongs to several. */
  customer_id: number | null
  staff_id: number | null
  device_id: number | null
  /** How the person proved who they are: `otp`, or `passkey` alone. */
  method: string
  /** When the person last proved it in this session. */
  proven_at: Generated<number>
  /** When one of the staff last showed a passkey in this session. */
  passkey_at: number | null
  channel: string | null
  created_at: number
  last_seen_at: number
  expires_at: number
  ended_at: number | null
  user_agent: string | null
  client_address: string | null
}

export type AuditActorKind = 'customer' | 'staff' | 'program' | 'system' | 'nobody'

export interface AuditEventRow {
  id: number
  at: number
  name: string
  actor_kind: AuditActorKind
  actor: string | null
  subject: string | null
  client: string | null
  request_id: string | null
  /** JSON. */
  details: string
  /** Its number in the chain, once it is sealed. */
  place: number | null
  hash: Uint8Array | null
}

/** Every table of Kerbside: the portal's own and those that the packages bring. */
export interface Tables extends OtpTables, CourierTables, ServiceTables, LedgerTables {
  audit_event: AuditEventRow
  counter: CounterRow
  customer: CustomerRow
  customer_contact: CustomerContactRow
  passkey: PasskeyRow
  spent_nonce: SpentNonceRow
  staff: StaffRow
  session: SessionRow
}
