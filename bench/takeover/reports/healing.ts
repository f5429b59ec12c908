import type { Prices } from '../../../packages/otp/src/budget/purse.ts'
import type { EngineSource } from '../engine-source.ts'
import { table } from '../table.ts'
import { DAY, HOUR, YEAR } from '../time.ts'

const GUESSES = 5
const RESERVE = 2
const SHORTEST = 6

/** How long an empty purse needs, when nobody guesses, until a code has no more than these digits; to the minute. */
function healing({ purse }: EngineSource, prices: Prices, digits: number): number {
  let before = 0
  let enough = YEAR
  while (enough - before > 60_000) {
    const middle = (before + enough) / 2
    const length = purse.shortestLength(prices, middle * 1000, GUESSES, RESERVE, SHORTEST)
    if (length !== undefined && length <= digits) enough = middle
    else before = middle
  }
  return enough
}

/** How fast purses come back to short codes. */
export function reportHealing(source: EngineSource): void {
  const policyOf = (shards: number) => source.policy.readPolicy({ shards }, 'postgres')
  const purses: Record<string, Prices> = {
    'strangers at one contact': policyOf(1).strangerPrices,
    'recognised at one contact': policyOf(1).knownPrices,
    'all contacts, 1 shard': policyOf(1).shardPrices,
    'all contacts, 16 shards': policyOf(16).shardPrices,
  }
  const rows = Object.entries(purses).map(([name, prices]) => [
    name,
    ...[8, 7, 6].map((digits) => span(healing(source, prices, digits))),
  ])
  console.log(`From empty, when nobody guesses\n\n${table(['purse', '8 digits', '7 digits', '6 digits'], rows)}\n`)
}

const span = (ms: number): string =>
  ms < 2 * DAY ? `${Number((ms / HOUR).toPrecision(3))} h` : `${Number((ms / DAY).toPrecision(3))} days`
