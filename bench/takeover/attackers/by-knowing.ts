/** Attackers who hold something of the owner's. */

import type { ResendResult } from '../../../packages/otp/src/index.ts'
import type { Life } from '../lives.ts'
import type { Stranger } from '../stranger.ts'
import type { Means } from './attacker.ts'
import { MOST_AT_ONCE, whenFree } from './attacker.ts'

const GUESSES = 5

/** Asks with a stolen device cookie and, where its lane is empty, as a stranger. */
export async function* withCookie(who: Stranger, cookie: () => string): Life {
  for (;;) {
    const flow = await who.request({ recognisedBy: [cookie()] })
    await who.guess(flow, GUESSES)
    const asStranger = flow.held ? flow : await who.request()
    await who.guess(asStranger, GUESSES)
    // The device's lane is the quicker one: it has a message each half hour.
    if (flow.held) yield Math.min(whenFree(who, flow), who.now() + 1_800_000)
  }
}

/**
 * Has seen the pass of the owner's newest message, once or every so often, and uses it as long as it is taken: first the
 * guesses of a stranger, then those that the pass gives anew.
 */
export async function* withPass({ stranger: who, mailbox }: Means, every: number): Life {
  let pass: string | undefined
  let looksAgainAt = who.now()
  for (;;) {
    const newest = mailbox.newestPass()
    if (newest && who.now() >= looksAgainAt) {
      pass = newest.pass
      looksAgainAt = who.now() + every
    }
    let wakes = who.now()
    for (let asked = 0; asked < MOST_AT_ONCE && wakes === who.now(); asked += 1) {
      const flow = await who.request()
      await who.guess(flow, GUESSES)
      const renewed: ResendResult | undefined = pass === undefined ? undefined : await who.resend(flow, { pass })
      if (renewed?.success) await who.guess(renewed, GUESSES)
      else if (renewed?.reason === 'wrong_pass') pass = undefined
      if (flow.held && !renewed?.success) wakes = whenFree(who, flow)
    }
    yield Math.max(wakes, who.now() + 1)
  }
}

/** Reads the ids of flows in some log and makes tokens of them: all but the secret is right. */
export async function* forging({ stranger: who, openFlows }: Means): Life {
  for (;;) {
    for (const flow of openFlows()) await who.guess(flow, GUESSES)
    yield who.now() + 20_000
  }
}
