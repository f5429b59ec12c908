/** Rules without which a stranger can do the owner harm: refuse, delay, lengthen, pester. */

import type { Attacker } from '../attackers/attacker.ts'
import { stranger } from '../attackers/attacker.ts'
import { greedy, idle } from '../attackers/by-asking.ts'
import { forging } from '../attackers/by-knowing.ts'
import type { EngineSource } from '../engine-source.ts'
import type { Outcome, SiegeOptions } from '../siege.ts'
import { siege } from '../siege.ts'
import { DAY, HOUR } from '../time.ts'
import type { Rule } from './rule.ts'

const asGreedy = stranger('greedy', greedy)
/** Nothing but requests. */
const asIdle = stranger('asking without a guess', idle)

const KNOWN_DEVICE_DAILY = { everyMs: DAY, newDeviceOneIn: Number.POSITIVE_INFINITY }
const NEW_DEVICE_DAILY = { everyMs: DAY, newDeviceOneIn: 1 }

const outcome =
  (attacker: Attacker, options: SiegeOptions, figure: (outcome: Outcome) => number) =>
  async (source: EngineSource): Promise<number> =>
    figure(await siege(source, attacker, options))

export const OWNER_RULES: readonly Rule[] = [
  {
    name: 'unused stakes come back',
    promise: 'digits of a code after ten days of requests without a guess',
    patches: [
      {
        file: 'budget/sums.ts',
        from: 'purse.lost += vain * row.guess_cost',
        to: "purse.lost += row.state === 'used' ? 0 : row.stake",
      },
    ],
    measure: outcome(asIdle, { days: 10 }, ({ longestCode }) => longestCode),
    atMost: 6,
    unit: 'digits',
  },
  {
    name: 'two purses',
    promise: 'digits of a code on a known device while strangers guess',
    patches: [
      {
        file: 'budget/stakes.ts',
        from: '{ clear: budget.k_clear, staked: budget.k_staked }',
        to: '{ clear: budget.s_clear, staked: budget.s_staked }',
      },
    ],
    measure: outcome(asGreedy, { days: 10, habits: KNOWN_DEVICE_DAILY }, ({ diary }) => diary.longestCode.known),
    atMost: 6,
    unit: 'digits',
  },
  {
    name: 'the pass',
    promise: "the owner's longest wait on a new device while strangers empty the lane",
    patches: [
      {
        file: 'budget/pass.ts',
        from: 'if (!alive && wholeLeft >= CARRY_BELOW) return undefined',
        to: 'return undefined',
      },
    ],
    measure: outcome(asGreedy, { days: 10, habits: NEW_DEVICE_DAILY }, ({ diary }) => diary.worstWaitMs.new / HOUR),
    atMost: 0,
    unit: 'hours',
  },
  {
    name: 'a flow answers to its own browser',
    promise: 'sign-ins that the owner was refused while somebody guesses by the ids of flows',
    patches: [{ file: 'statements/judge.ts', from: 'AND secret_hash = $2', to: 'AND length($2) > 0' }],
    measure: outcome(
      { ...stranger('forging tokens', greedy), lives: (means) => [forging(means)] },
      { days: 4, habits: KNOWN_DEVICE_DAILY },
      ({ diary }) => diary.refusals.length,
    ),
    atMost: 0,
    unit: 'refusals',
  },
  {
    name: 'lanes',
    promise: 'messages that a stranger causes in a day',
    patches: [
      {
        file: 'budget/gcra.ts',
        from: 'if (next - now > room) return { granted: false, at: next - room }',
        to: '',
      },
    ],
    measure: outcome(asIdle, { days: 1 }, ({ messages }) => messages.dayOne),
    atMost: 13,
    unit: 'messages',
  },
]
