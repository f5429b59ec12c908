import type { BareOutcome } from '../bare-spray.ts'
import { fullLanes, stream } from '../bare-spray.ts'
import type { EngineSource } from '../engine-source.ts'
import { partsOf, scientific } from '../judged-guesses.ts'
import type { SprayOptions } from '../spray.ts'
import { spray } from '../spray.ts'
import { table } from '../table.ts'
import { YEAR } from '../time.ts'

const BOUND = partsOf(0.01)

/** The real engine, with one shard. */
export async function reportSpray(source: EngineSource, options: SprayOptions): Promise<string[]> {
  const { flows, judged, heldByPurse, longestCode, diary, unbalanced } = await spray(source, options)
  const worst = judged.worst(YEAR)
  const known = Math.max(diary.longestCode.known, diary.longestCode.new)
  const head = ['flows', 'guesses judged', 'expected takeovers', 'held by a purse', 'longest code', 'known or by pass']
  const row = [flows, judged.count, scientific(worst), heldByPurse, longestCode, known].map(String)
  const title = `${options.contacts} contacts, a flow a week each for ${options.weeks} weeks, on the real engine`
  console.log(`${title}\n\n${table(head, [row])}\n`)
  const faults = {
    [`${scientific(worst)} expected takeovers`]: worst > BOUND,
    [`${heldByPurse} flows held by a purse`]: heldByPurse > 0,
    [`a code of ${known} digits on a known device or by pass`]: known > 6,
    [`refused an owner: ${diary.refusals.join('; ')}`]: diary.refusals.length > 0,
    [unbalanced.join('; ')]: unbalanced.length > 0,
    'no owner came in by a pass': diary.openings['by pass'] === 0,
  }
  return Object.entries(faults).flatMap(([fault, holds]) => (holds ? [`spray: ${fault}`] : []))
}

/** What no database in memory could take, on the bare rules. */
export function reportBareSprays(source: EngineSource): string[] {
  const rows = []
  const faults = []
  for (const shards of [1, 16]) {
    for (const [name, outcome] of Object.entries(bareSprays(source, shards))) {
      const { flows, held, longestCode, chance } = outcome
      rows.push([name, String(shards), String(flows), scientific(chance), String(held), String(longestCode)])
      if (chance > BOUND || held > 0) faults.push(`${name}, ${shards} shards: ${scientific(chance)}, ${held} held`)
    }
  }
  const head = ['spray', 'shards', 'flows', 'expected takeovers', 'held by a purse', 'longest code']
  console.log(`The bare rules of the purses\n\n${table(head, rows)}\n`)
  return faults
}

const bareSprays = (source: EngineSource, shards: number): Record<string, BareOutcome> => ({
  '100 000 contacts, full lanes, 365 days': fullLanes(source, { shards, days: 365, contacts: 100_000 }),
  '5 000 flows a second, 365 days': stream(source, {
    shards,
    days: 365,
    flowsPerSecond: 5000,
    guesses: 5,
    stepMs: 30_000,
  }),
  'one flow a second, no guess, 7 days': stream(source, {
    shards,
    days: 7,
    flowsPerSecond: 1,
    guesses: 0,
    stepMs: 1000,
  }),
})
