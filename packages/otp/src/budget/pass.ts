import { timingSafeEqual } from 'node:crypto'
import { derivePass } from '../codes/derive-code.ts'
import type { KeyRing } from '../codes/keys.ts'
import { PASS_GRACE_MS, PASS_MS, PASS_USES } from '../policy.ts'
import type { ContactBudgetRow } from '../tables.ts'

/** What a budget holds of its contact's pass. */
export type PassState = Pick<ContactBudgetRow, 'pass_before' | 'pass_until' | 'pass_uses'> & { pass_made_at: number }

/** Below this many whole messages in the lane, a strangers' message carries the pass. */
const CARRY_BELOW = 2

/**
 * Whether a strangers' message carries the contact's pass, and what the budget holds afterwards. Each message that carries
 * it gives it a day and three uses; a pass that is dead, used up or older than a day is replaced.
 * @param wholeLeft messages left in the lane after this one
 */
export function carryPass(budget: ContactBudgetRow, wholeLeft: number, now: number): PassState | undefined {
  const madeAt = budget.pass_made_at
  const alive = madeAt !== null && budget.pass_until > now && budget.pass_uses > 0
  if (!alive && wholeLeft >= CARRY_BELOW) return undefined
  const kept = alive && now - madeAt <= PASS_MS
  return {
    // Never the instant of the one before: its digits would come back.
    pass_made_at: kept ? madeAt : Math.max(now, (madeAt ?? 0) + 1),
    pass_before: kept ? budget.pass_before : alive ? madeAt : null,
    pass_until: now + PASS_MS,
    pass_uses: PASS_USES,
  }
}

/** `used_up`: it is the right one, and was used to the last. */
export type PassJudgement = 'right' | 'used_up' | 'wrong'

/** Compares a typed pass with the contact's present one and the one replaced within the hour, under every key. */
export function judgePass(keys: KeyRing, budget: ContactBudgetRow, typed: string, now: number): PassJudgement {
  const good = livePasses(budget, now)
  const guess = Buffer.from(typed)
  let right = false
  for (const key of keys.all) {
    for (const instant of good) {
      if (timingSafeEqual(Buffer.from(derivePass(key, budget.contact, instant)), guess)) right = true
    }
  }
  if (!right) return 'wrong'
  return budget.pass_uses > 0 ? 'right' : 'used_up'
}

/** Whether the pass that was made at this instant can still be typed, and has uses left. */
export const isUsablePass = (budget: ContactBudgetRow, madeAt: number, now: number): boolean =>
  budget.pass_uses > 0 && livePasses(budget, now).includes(madeAt)

/** The instants of the contact's passes that are not over: the present one, and the one replaced within the hour. */
function livePasses({ pass_made_at, pass_before, pass_until }: ContactBudgetRow, now: number): readonly number[] {
  if (pass_made_at === null || pass_until <= now) return []
  return pass_before !== null && now < pass_made_at + PASS_GRACE_MS ? [pass_made_at, pass_before] : [pass_made_at]
}
