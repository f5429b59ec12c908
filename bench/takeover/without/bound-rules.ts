/** Rules without which a stranger gets in more often than once in 16 667 contacts a year. */

import type { Attacker } from '../attackers/attacker.ts'
import { stranger } from '../attackers/attacker.ts'
import { greedy, parallel, resending, waitingForShortCodes } from '../attackers/by-asking.ts'
import { spellings } from '../attackers/by-timing.ts'
import type { EngineSource } from '../engine-source.ts'
import type { SiegeOptions } from '../siege.ts'
import { siege } from '../siege.ts'
import { DAY, YEAR } from '../time.ts'
import type { Rule } from './rule.ts'

const STRANGERS_BOUND = 6e-5

/** The chance of a takeover of one contact, in the worst year of a siege. */
const chance =
  (attacker: Attacker, options: SiegeOptions) =>
  async (source: EngineSource): Promise<number> =>
    Number((await siege(source, attacker, options)).judged.worst(YEAR)) / 1e16

const bounded = (rule: Omit<Rule, 'promise' | 'atMost' | 'unit'>): Rule => ({
  ...rule,
  promise: 'chance of a takeover of one contact by strangers in 365 days',
  atMost: STRANGERS_BOUND,
  unit: 'chance',
})

/** More flows at once than the standard lane lets through, so that stakes are all that stands between them. */
const WIDE = { policy: { strangerEmail: '1000/day', maxAttempts: 10 }, days: 1 }
const wide = stranger('greedy', (who) => greedy(who, {}, 10))

const asGreedy = stranger('greedy', greedy)
/** Leaves messages in the lane, so that the owner signs in as a stranger. */
const asWaiting = stranger('waiting for short codes', waitingForShortCodes)

export const BOUND_RULES: readonly Rule[] = [
  bounded({
    name: 'codes grow',
    patches: [
      {
        file: 'budget/purse.ts',
        from: 'if (reserve * guesses * priceAt(of, length) <= leftUs) return length',
        to: 'return length',
      },
    ],
    measure: chance(asGreedy, { days: 10 }),
  }),
  bounded({
    name: 'stakes',
    patches: [
      {
        file: 'budget/stakes.ts',
        from: 'return { length, stake: maxAttempts * guessCost, guessCost, gStake: maxAttempts * gGuessCost, gGuessCost }',
        to: 'return { length, stake: 0, guessCost, gStake: 0, gGuessCost }',
      },
      { file: 'budget/sums.ts', from: 'if (row.g_stake === 0) return', to: 'if (row.g_guess_cost === 0) return' },
    ],
    measure: chance(wide, WIDE),
  }),
  bounded({
    name: 'stakes stand still',
    patches: [
      {
        file: 'budget/purse.ts',
        from: 'YEAR_US - Math.max(0, purse.clear - nowUs) - purse.staked',
        to: 'YEAR_US - Math.max(0, purse.clear + purse.staked - nowUs)',
      },
    ],
    measure: chance(wide, WIDE),
  }),
  bounded({
    name: 'attempts a flow',
    patches: [
      { file: 'statements/judge.ts', from: ' AND attempts < max_attempts', to: '' },
      { file: 'migrations.ts', from: 'CHECK (attempts <= max_attempts)', to: 'CHECK (attempts >= 0)' },
    ],
    measure: chance(stranger('parallel', parallel), { days: 1 }),
  }),
  bounded({
    name: 'attempts outlive a resend',
    patches: [{ file: 'flows/resend.ts', from: '    resends,\n', to: '    resends,\n    attempts: 0,\n' }],
    measure: chance(
      stranger('four guesses before each resend', (who) => resending(who, 4)),
      { days: 10 },
    ),
  }),
  bounded({
    name: 'the right flow alone is refunded',
    patches: [
      {
        file: 'budget/sums.ts',
        from: "const vain = row.state === 'used' ? 0 : row.attempts",
        to: "const vain = row.state === 'used' ? -1_000_000 : row.attempts",
      },
      {
        file: 'budget/purse.ts',
        from: 'Math.max(nowUs, purse.clear) + lost',
        to: 'Math.max(nowUs, Math.max(nowUs, purse.clear) + lost)',
      },
    ],
    measure: chance(asWaiting, { days: 42, habits: { everyMs: 7 * DAY, newDeviceOneIn: 1 } }),
  }),
  bounded({
    name: 'one contact, however it is spelled',
    patches: [{ file: 'contacts/email.ts', from: '${local.toLowerCase().normalize(', to: '${local.normalize(' }],
    measure: chance(stranger('fifty spellings', spellings), { days: 5 }),
  }),
]
