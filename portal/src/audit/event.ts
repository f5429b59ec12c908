import type { AuditActorKind } from '../db/tables.ts'
import type { Visit } from '../web/identity.ts'

/**
 * What can be told, in the words of the OWASP Logging Vocabulary where it has one. Names are fixed; persons and things stand
 * in their own columns.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html
 */
export const auditNames = [
  'authn_login_success',
  'authn_login_successafterfail',
  'authn_token_created',
  'authn_token_revoked',
  'session_logout',
  'session_revoked',
  'strangers_refused',
  'otp_flows_ended',
  'otp_cleaned_up',
  'texts_paused',
  'user_created',
  'user_updated',
  'user_archived',
  'user_restored',
  'contact_added',
  'contact_changed',
  'contact_removed',
  'contact_bounced',
  'contact_confirmed',
  'preferences_changed',
  'privilege_permissions_changed',
  'passkey_added',
  'passkey_removed',
  'codes_switched_off',
  'codes_switched_on',
  'data_imported',
  'data_restored',
  'sensitive_read',
  'sensitive_delete',
  'books_changed',
  'plan_added',
  'price_set',
  'tax_added',
  'tax_set',
  'item_saved',
  'service_added',
  'service_ended',
  'service_paused',
  'pause_ended',
  'discount_added',
  'discount_ended',
  'charge_added',
  'charge_withdrawn',
  'band_set',
  'run_planned',
  'run_approved',
  'run_released',
  'run_dropped',
  'run_stopped',
  'bill_issued',
  'bills_issued',
  'opening_posted',
  'credit_note_issued',
  'written_off',
  'payment_recorded',
  'payment_reversed',
  'payment_refunded',
  'approval_asked',
  'approval_given',
  'approval_declined',
  'list_exported',
] as const

export type AuditName = (typeof auditNames)[number]

/** Who did it, and from where. */
export interface Actor {
  readonly kind: AuditActorKind
  /** The id of one of the staff, the pseudonym of a contact; null for nobody in particular. */
  readonly id: string | null
  readonly client: string | null
  readonly requestId: string | null
}

export interface AuditEvent {
  readonly name: AuditName
  readonly actor: Actor
  /** Whom or what it was done to: `customer C-10042-5`, `staff 7`, `contact` and a pseudonym. */
  readonly subject: string | null
  /** Facts that belong to it. No code, token or whole address. */
  readonly details?: Readonly<Record<string, string | number>>
}

/** The portal itself: a chore, or a command at the terminal. */
export const systemActor: Actor = { kind: 'system', id: null, client: null, requestId: null }

/** One of the staff, as the actor of what a request of theirs changes. */
export function staffActor(c: {
  readonly var: { readonly visit: Visit; readonly staff: { readonly id: number } }
}): Actor {
  const { visit, staff } = c.var
  return { kind: 'staff', id: String(staff.id), client: visit.clientAddress, requestId: visit.requestId }
}
