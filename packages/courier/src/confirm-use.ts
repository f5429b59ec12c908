import type { OnEvent } from './events.ts'
import type { Channel } from './message.ts'
import type { Subject } from './progress.ts'
import { text } from './read-column.ts'
import type { Sender } from './sender.ts'
import type { Statements } from './statements.ts'
import type { Store } from './store.ts'
import { troubleOf } from './trouble.ts'

export interface ConfirmUseParts {
  readonly store: Store
  readonly sql: Statements
  readonly senders: Readonly<Partial<Record<Channel, readonly Sender[]>>>
  readonly onEvent: OnEvent
}

const TELL_WITHIN_MS = 10_000

/**
 * Makes `confirmUse`: tells the provider that took the newest message about something that a person has used it. Once: it is a
 * courtesy to the provider's statistics. Where no sender can, nothing is asked.
 */
export function createConfirmUse({ store, sql, senders, onEvent }: ConfirmUseParts) {
  const able = new Map(Object.values(senders).flatMap((all) => all.filter(canConfirm).map((each) => [each.name, each])))

  async function tell({ kind, reference }: Subject): Promise<void> {
    const row = await store.get(sql.lastTaken, [reference, kind])
    if (row === undefined) return
    const sender = able.get(text(row, 'sender'))
    await sender?.confirmUse(text(row, 'provider_id'), AbortSignal.timeout(TELL_WITHIN_MS))
  }

  return async (subject: Subject): Promise<void> => {
    if (able.size === 0) return
    try {
      await tell(subject)
    } catch (error) {
      onEvent({ event: 'use_not_told', trouble: troubleOf(error, undefined, '') })
    }
  }
}

type Able = Sender & Required<Pick<Sender, 'confirmUse'>>

const canConfirm = (sender: Sender): sender is Able => sender.confirmUse !== undefined
