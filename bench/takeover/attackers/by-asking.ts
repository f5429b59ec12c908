/** Attackers who differ in what they ask for. */

import type { Requested, RequestOptions } from '../../../packages/otp/src/index.ts'
import type { Life } from '../lives.ts'
import type { Stranger } from '../stranger.ts'
import { DAY, HOUR } from '../time.ts'
import { later, MOST_AT_ONCE, whenFree } from './attacker.ts'

const GUESSES = 5

/** Asks whenever a message can go, and guesses what there is to guess. */
export async function* greedy(who: Stranger, options: Partial<RequestOptions> = {}, guesses = GUESSES): Life {
  for (;;) {
    let wakes = later(who)
    for (let asked = 0; asked < MOST_AT_ONCE; asked += 1) {
      const flow = await who.request(options)
      await who.guess(flow, guesses)
      if (!flow.held) continue
      wakes = whenFree(who, flow)
      break
    }
    yield wakes
  }
}

/** Asks and never guesses. */
export const idle = (who: Stranger): Life => greedy(who, {}, 0)

/** Guesses once in every flow: no flow is ever full. */
export const oneGuess = (who: Stranger): Life => greedy(who, {}, 1)

/** Sends ten requests at once, and twenty guesses at once to each flow that opens. */
export async function* parallel(who: Stranger, guesses = 20): Life {
  for (;;) {
    const flows = await Promise.all(Array.from({ length: 10 }, () => who.request()))
    await Promise.all(flows.map((flow) => who.guess(flow, guesses)))
    const held = flows.find((flow) => flow.held)
    yield held ? whenFree(who, held) : later(who)
  }
}

/** Has every code replaced as often as it may be, and guesses before and after; waits until the lane can pay for all of it. */
export async function* resending(who: Stranger, guessesEach = 1): Life {
  for (;;) {
    let flow: Requested = await who.request()
    while (!flow.held && flow.resendAt !== null) {
      await who.guess(flow, guessesEach)
      yield flow.resendAt
      const resent = await who.resend(flow)
      if (!resent.success) break
      flow = resent
    }
    await who.guess(flow, GUESSES)
    yield who.now() + 12 * HOUR
  }
}

/** Guesses at the shortest codes alone, and leaves longer ones lying. */
export async function* waitingForShortCodes(who: Stranger): Life {
  for (;;) {
    const flow = await who.request()
    if (flow.codeLength === 6) await who.guess(flow, GUESSES)
    if (flow.held) yield whenFree(who, flow)
    else if (flow.codeLength !== 6) yield who.now() + DAY
  }
}

const WAYS: readonly Partial<RequestOptions>[] = [
  { purpose: 'sign-in' },
  { purpose: 'contact-change' },
  { minLength: 6, expiryMinutes: 1 },
  { expiryMinutes: 10, locale: 'ne' },
  { caller: 'a program that asks by contact' },
]

/** Goes through every option that a request has: purposes, lives, languages, callers, addresses. */
export async function* circling(who: Stranger): Life {
  for (let turn = 0; ; turn += 1) {
    const flow = await who.request({ ...WAYS[turn % WAYS.length], client: `192.0.2.${turn % 256}` })
    await who.guess(flow, GUESSES)
    if (flow.held) yield whenFree(who, flow)
  }
}
