import { takeOne } from '../budget/gcra.ts'
import type { Contact } from '../contacts/contact.ts'
import { contactKey } from '../contacts/contact-key.ts'
import type { EngineParts } from '../parts.ts'
import { readBudget } from '../statements/budget.ts'
import type { Step } from '../store.ts'

/** How a contact stands with the limits. Instants are epoch milliseconds. */
export interface Standing {
  /** When strangers' next message can go there; null when one can go now. Known devices have lanes of their own. */
  readonly strangersNextAt: number | null
  /** Until when its owner refuses strangers; null when they are not refused. */
  readonly refusedUntil: number | null
  /** Until when a pass that was sent can be typed; null when there is none with a use left. */
  readonly passUntil: number | null
}

/** Reads how a contact stands. It locks nothing, so a request may come between. */
export function* standingStep(parts: EngineParts, contact: Contact): Step<Standing> {
  const { store, installation, policy, clock } = parts
  const budget = yield* readBudget(store, contactKey(installation, contact.canonical))
  const now = clock.now()
  if (!budget) return { strangersNextAt: null, refusedUntil: null, passUntil: null }
  const next = policy.limits ? takeOne(policy.lanes[contact.otpType], budget.lane_tat, now) : undefined
  return {
    strangersNextAt: next && !next.granted ? next.at : null,
    refusedUntil: budget.refuse_until > now ? budget.refuse_until : null,
    passUntil: budget.pass_until > now && budget.pass_uses > 0 ? budget.pass_until : null,
  }
}
