import type { Outcome } from './deliver.ts'
import type { CourierEvent, Trouble } from './events.ts'
import { nameOf } from './events.ts'
import type { Job } from './message.ts'
import { retryDelayMs } from './retry-delay.ts'
import type { Value } from './store.ts'
import type { OutboxState } from './tables.ts'

/** What an attempt leaves behind: the new columns of its row, and the event that says so. */
export interface Conclusion {
  readonly columns: Columns
  readonly event: CourierEvent
}

/** What an attempt may change in a row; what is left out stays, or stays null. */
export interface Columns {
  readonly state: OutboxState
  readonly nextAt?: number
  readonly sender?: string | undefined
  readonly providerId?: string | undefined
  readonly trouble?: Trouble
  readonly sentAt?: number
  readonly endedAt?: number
  readonly tried?: readonly string[]
}

/** The moment at which an attempt is over, and the chance by which its next one is drawn. */
export interface Moment {
  readonly now: number
  /** Uniform in [0, 1). */
  readonly random: () => number
}

/** Decides what becomes of a message after an attempt. */
export function conclude(job: Job, outcome: Outcome, { now, random }: Moment): Conclusion {
  const message = nameOf(job)
  if (outcome.state === 'sent') {
    const { sender, providerId } = outcome
    return {
      columns: { state: 'sent', sender, providerId, sentAt: now },
      event: { event: 'message_sent', message, sender, waitedMs: now - job.createdAt },
    }
  }
  if (outcome.state === 'expired') {
    return {
      columns: { state: 'expired', endedAt: now },
      event: { event: 'message_expired', message, trouble: undefined },
    }
  }
  const { trouble } = outcome
  const { sender } = trouble
  if (outcome.state === 'failed') {
    return {
      columns: { state: 'failed', sender, trouble, endedAt: now },
      event: { event: 'message_failed', message, trouble },
    }
  }
  const { tried, afterMs } = outcome
  const delayMs = retryDelayMs({ attempts: job.attempt, lifeLeftMs: job.notAfter - now, afterMs, random })
  if (delayMs === undefined) {
    return {
      columns: { state: 'expired', sender, trouble, endedAt: now },
      event: { event: 'message_expired', message, trouble },
    }
  }
  const nextAt = now + delayMs
  return {
    columns: { state: 'queued', sender, trouble, nextAt, tried },
    event: { event: 'message_retried', message, trouble, nextAt },
  }
}

/** The columns in the order of the settling statement's parameters, from its third on. */
export function settledValues(columns: Columns): Value[] {
  const { state, nextAt, sender, providerId, trouble, sentAt, endedAt, tried = [] } = columns
  return [
    state,
    nextAt ?? null,
    sender ?? null,
    providerId ?? null,
    trouble?.fault ?? null,
    trouble?.detail ?? null,
    sentAt ?? null,
    endedAt ?? null,
    tried.join(' ') || null,
  ]
}
