/** Rules without which a spray over many contacts gets in, or holds everybody up. */

import { stream } from '../bare-spray.ts'
import type { EngineSource } from '../engine-source.ts'
import { spray } from '../spray.ts'
import { YEAR } from '../time.ts'
import type { Rule } from './rule.ts'

export const EVERYBODY_RULES: readonly Rule[] = [
  {
    name: 'a purse over all contacts',
    promise: 'expected takeovers over all contacts in 365 days',
    patches: [
      {
        file: 'budget/stakes.ts',
        from: 'shortestLength(shardPrices, left(shard, nowUs), maxAttempts, RESERVE + shard.live, minLength)',
        to: 'minLength',
      },
    ],
    measure: async (source: EngineSource) => {
      const { judged } = await spray(source, { contacts: 2100, weeks: 1 })
      return Number(judged.worst(YEAR)) / 1e16
    },
    atMost: 0.01,
    unit: 'takeovers',
  },
  {
    name: 'room for the flows that are under way',
    promise: 'flows that a purse held, with one request a second and no guess',
    patches: [{ file: 'budget/stakes.ts', from: 'RESERVE + shard.live', to: 'RESERVE' }],
    measure: async (source: EngineSource) =>
      stream(source, { shards: 1, days: 0.25, flowsPerSecond: 1, guesses: 0, stepMs: 1000 }).held,
    atMost: 0,
    unit: 'flows',
  },
]
