import { ATTACKERS } from '../attackers/index.ts'
import type { Diary } from '../diary.ts'
import type { EngineSource } from '../engine-source.ts'
import { scientific } from '../judged-guesses.ts'
import { boundOf, brokenPromises } from '../promises.ts'
import { siege } from '../siege.ts'
import { table } from '../table.ts'
import { HOUR, YEAR } from '../time.ts'

const HEAD = [
  'attacker',
  'guesses judged',
  'worst 365 days',
  'bound',
  'longest code',
  'on a known device',
  'sign-ins',
  'by pass',
  'refused',
  'longest wait, known/new',
  'messages a day, first/later',
]

const wait = ({ worstWaitMs }: Diary): string =>
  `${worstWaitMs.known / HOUR} h / ${Number((worstWaitMs.new / HOUR).toFixed(2))} h`

/** Every attacker in turn, each against an owner. */
export async function reportAttackers(source: EngineSource, days: number): Promise<string[]> {
  const rows = []
  const faults = []
  for (const attacker of ATTACKERS) {
    const outcome = await siege(source, attacker, { days })
    const { judged, diary, longestCode, messages } = outcome
    rows.push([
      attacker.name,
      String(judged.count),
      scientific(judged.worst(YEAR)),
      scientific(boundOf(attacker)),
      String(longestCode),
      String(diary.longestCode.known),
      String(diary.signIns),
      String(diary.openings['by pass']),
      String(diary.refusals.length),
      wait(diary),
      `${messages.dayOne} / ${messages.later}`,
    ])
    faults.push(...brokenPromises(attacker, outcome).map((fault) => `${attacker.name}: ${fault}`))
  }
  console.log(`\nOne contact, attacked for ${days} days; its owner signs in once a week\n\n${table(HEAD, rows)}\n`)
  return faults
}
