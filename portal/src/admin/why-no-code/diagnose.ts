import type { CodeMessage } from '../../messages/index.ts'
import type { ContactRequest } from '../../sign-in/index.ts'
import type { Tone } from '../../ui/index.ts'
import type { Facts } from './facts.ts'
import { maySignIn } from './facts.ts'
import type { Entry } from './timeline.ts'

/** Why no code comes, or what has become of the newest one; each has a sentence and a next step. */
export type Reason =
  | 'unknown'
  | 'deactivated'
  | 'no_sign_in'
  | 'codes_off'
  | 'nothing_asked'
  | 'signed_in'
  | 'held'
  | 'paused'
  | 'refused'
  | 'decoy'
  | 'wrong_too_often'
  | 'under_way'
  | 'retrying'
  | 'undeliverable'
  | 'failed'
  | 'expired'
  | 'bouncing'
  | 'taken'
  | 'delivered'

export interface Diagnosis {
  readonly reason: Reason
  readonly tone: Tone
  /** The instant that it is about, epoch milliseconds. */
  readonly at?: number | null | undefined
  /** The message that it is about. */
  readonly message?: CodeMessage | undefined
}

/**
 * Says in one word why no code comes. What would keep any code from going comes first, then what became of the newest request
 * and of its message.
 * @param entries what happened with the contact, the newest first
 */
export function diagnose(facts: Facts, entries: readonly Entry[]): Diagnosis {
  const [newest] = entries
  const request = entries.find((entry) => entry.kind === 'request')
  const message = entries.find((entry) => entry.kind === 'message')
  return (
    hindrance(facts) ??
    (newest?.kind === 'session' ? { reason: 'signed_in', tone: 'success', at: newest.created_at } : undefined) ??
    (request && fateOfRequest(facts, request)) ??
    (message && fateOfMessage(facts, message)) ?? { reason: request ? 'under_way' : 'nothing_asked', tone: 'info' }
  )
}

function hindrance(facts: Facts): Diagnosis | undefined {
  const { owners, isStaff, codesOff } = facts
  if (!maySignIn(facts)) {
    if (owners.length === 0) return { reason: 'unknown', tone: 'warning' }
    return { reason: owners.every(({ active }) => active === 0) ? 'deactivated' : 'no_sign_in', tone: 'warning' }
  }
  return codesOff && !isStaff ? { reason: 'codes_off', tone: 'warning' } : undefined
}

/** What became of the newest request, where that does not hang on its message. */
function fateOfRequest({ standing, pausedUntil }: Facts, request: ContactRequest): Diagnosis | undefined {
  if (request.state === 'held' && pausedUntil !== null) return { reason: 'paused', tone: 'warning', at: pausedUntil }
  if (request.state === 'held') return { reason: 'held', tone: 'warning', at: request.resend_at }
  if (request.refused === 1) return { reason: 'refused', tone: 'warning', at: standing.refusedUntil }
  if (request.decoy === 1) return { reason: 'decoy', tone: 'info' }
  if (request.is_verified === 1) return { reason: 'signed_in', tone: 'success', at: request.created_at }
  return request.attempts >= request.max_attempts ? { reason: 'wrong_too_often', tone: 'warning' } : undefined
}

function fateOfMessage({ owners }: Facts, message: CodeMessage): Diagnosis {
  if (message.silent === 1) return { reason: 'decoy', tone: 'info' }
  switch (message.state) {
    case 'queued':
    case 'sending':
      return message.fault === null
        ? { reason: 'under_way', tone: 'info', message }
        : { reason: 'retrying', tone: 'warning', at: message.next_at, message }
    case 'failed': {
      const reason = message.fault === 'undeliverable' ? 'undeliverable' : 'failed'
      return { reason, tone: 'danger', at: message.ended_at, message }
    }
    case 'expired':
      return { reason: 'expired', tone: 'danger', at: message.ended_at, message }
    case 'delivered':
      return { reason: 'delivered', tone: 'success', at: message.delivered_at, message }
    case 'sent':
      return owners.some(({ bouncing_since }) => bouncing_since !== null)
        ? { reason: 'bouncing', tone: 'warning', at: message.sent_at, message }
        : { reason: 'taken', tone: 'success', at: message.sent_at, message }
  }
}
