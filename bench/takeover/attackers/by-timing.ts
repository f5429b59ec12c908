/** Attackers who differ in when they act. */

import type { Requested } from '../../../packages/otp/src/index.ts'
import type { Life } from '../lives.ts'
import type { Stranger } from '../stranger.ts'
import { DAY, MINUTE, YEAR } from '../time.ts'
import { later, whenFree } from './attacker.ts'
import { greedy } from './by-asking.ts'

const GUESSES = 5

/** Leaves the purse to heal for a year, spends it, and goes on. */
export async function* sleeping(who: Stranger): Life {
  yield who.now() + YEAR
  yield* greedy(who)
}

/** Keeps flows open as long as they live, so that much is staked, and guesses in the last millisecond. */
export async function* holdingStakes(who: Stranger): Life {
  for (;;) {
    let flow: Requested = await who.request()
    while (!flow.held && flow.resendAt !== null && flow.resendAt < (flow.expiresAt ?? 0)) {
      yield (flow.expiresAt ?? 0) - 1
      const resent = await who.resend(flow)
      if (!resent.success) break
      flow = resent
    }
    if (flow.held) {
      yield whenFree(who, flow)
      continue
    }
    yield Math.max(who.now(), (flow.expiresAt ?? 0) - 1)
    await who.guess(flow, GUESSES)
    // Once more when it is settled, to see whether anything is left in the air.
    yield who.now() + 32 * MINUTE
    await who.guess(flow, GUESSES)
  }
}

/** Has each flow replaced by the next in the same browser, while its last guesses are on their way. */
export async function* rollingStakes(who: Stranger): Life {
  let flow = await who.request()
  for (;;) {
    await who.guess(flow, GUESSES - 1)
    const [next] = await Promise.all([who.request({ current: flow.flow }), who.guess(flow, 2)])
    const [after] = await Promise.all([who.request({ current: next.flow }), who.guess(flow, 2), who.guess(next, 2)])
    if (after.held || after.flow === flow.flow) yield whenFree(who, after)
    flow = after
  }
}

/** Gathers held flows for a day and opens them together, whenever the lane has been left to fill. */
export async function* heldLate(who: Stranger): Life {
  for (;;) {
    const flows = await Promise.all(Array.from({ length: 20 }, () => who.request()))
    yield who.now() + DAY - MINUTE
    for (const flow of flows.filter(({ held }) => held)) {
      const opened = await who.resend(flow)
      if (opened.success) await who.guess(opened, GUESSES)
    }
    await Promise.all(flows.map((flow) => who.guess(flow, GUESSES)))
    yield later(who)
  }
}

const LEFT = ['', ' ', '<', 'mailto:', '\u200b', '\u202a', '\ufeff', '\u2066', '\u00ad', '\t']

/** Fifty ways to write one address. */
export function spellingsOf(address: string): readonly string[] {
  const [local = '', domain = ''] = address.split('@')
  const cases = [
    address,
    address.toUpperCase(),
    `${local.toUpperCase()}@${domain}`,
    `${local[0]?.toUpperCase()}${local.slice(1)}@${domain}`,
    `${local}＠${domain}`,
  ]
  return cases.flatMap((spelled) => LEFT.map((before) => `${before}${spelled}${before === '<' ? '>' : ''}`))
}

const SPELLINGS_AT_ONCE = 10

/** Tries every spelling of the contact as if it were another one, ten at a time. */
export async function* spellings(who: Stranger): Life {
  const spelled = spellingsOf(who.target.address)
  for (let turn = 0; ; turn += SPELLINGS_AT_ONCE) {
    let wakes = later(who)
    for (let spelling = 0; spelling < SPELLINGS_AT_ONCE; spelling += 1) {
      const flow = await who.request({ contact: spelled[(turn + spelling) % spelled.length] ?? '' })
      await who.guess(flow, GUESSES)
      if (flow.held) wakes = Math.min(wakes, whenFree(who, flow))
    }
    yield wakes
  }
}
