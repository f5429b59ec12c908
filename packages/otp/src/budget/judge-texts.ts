import type { Beside } from '../api.ts'
import { besides } from '../beside.ts'
import { firstIdAt } from '../codes/ids.ts'
import type { EngineParts } from '../parts.ts'
import { LONGEST_EXPIRY_MS } from '../policy.ts'
import type { TextsPause } from '../statements/pause.ts'
import { beginPause, emptyUntil, readPauses } from '../statements/pause.ts'
import { rowsOf } from '../statements/reading.ts'
import type { Step, Trx } from '../store.ts'
import { take } from '../store.ts'
import type { TextChannel, UseOfTexts } from './least-use.ts'
import { tooLittleUsed } from './least-use.ts'
import { chargesOf } from './paid-limits.ts'
import { countryOf } from './paid-message.ts'

/** How far back is looked. */
const WINDOW_MS = 6 * 3_600_000
/** The newest so many codes are looked at, whatever the limits let through: a flood shows in any number of them. */
const MOST_FLOWS = 5000
const PAGE = 500

/**
 * Judges what has become of strangers' text messages, and lets a country pause where too few were used. Decoys count like all
 * others: a pause that only real messages could bring about would tell which numbers are known.
 * @returns the pauses that have begun; `inSameCommit` is called for each
 */
export async function judgeTexts(parts: EngineParts, beside?: Beside<TextsPause>): Promise<readonly TextsPause[]> {
  const { store, policy, clock } = parts
  const { leastUse } = policy.paid
  if (!policy.limits || leastUse.share === 0) return []
  const now = clock.now()
  const ends = new Map((await take(readPauses(parts))).map(({ country, until }) => [country, until]))
  const begun: TextsPause[] = []
  for (const use of tooLittleUsed(leastUse, await countTexts(parts, now, ends))) {
    const pause = { ...use, until: now + leastUse.pauseMs }
    const written = await store.write((trx) => take(pauseStep(parts, trx, pause, now, beside)))
    if (written) begun.push(written)
  }
  return begun
}

function* pauseStep(
  { policy, emit }: EngineParts,
  trx: Trx,
  pause: TextsPause,
  now: number,
  beside: Beside<TextsPause> | undefined,
): Step<TextsPause | undefined> {
  if (!(yield* beginPause(trx, pause, now))) return undefined
  const { country, channel, until } = pause
  const account = chargesOf(policy.paid, country).find(({ subject }) => subject === `country ${country}`)
  if (account) emptyUntil(trx, account, until)
  const event = { name: 'otp_texts_paused', at: now, otp: null, subject: null, channel, purpose: null } as const
  trx.afterCommit(() => emit({ ...event, reason: 'too_little_used', country }))
  return yield* besides(trx, pause, beside)
}

interface TextFlow {
  readonly id: number
  readonly phone: string
  readonly channel: TextChannel
  readonly is_verified: number
}

// A flow without a code (`expires_at`) was held and sent nothing. The index is of just these rows.
const NEWEST = `SELECT id, phone, channel, is_verified FROM otp
  WHERE channel <> 'email' AND lane = 'stranger' AND expires_at IS NOT NULL AND id >= $1 AND id < $2 ORDER BY id DESC LIMIT $3`

/** Counts codes that are old enough to have been used, and, after a pause, only those that were asked for since its end. */
async function countTexts(
  { store }: EngineParts,
  now: number,
  pauseEnds: ReadonlyMap<string, number>,
): Promise<readonly UseOfTexts[]> {
  const counts = new Map<string, UseOfTexts>()
  const from = firstIdAt(now - WINDOW_MS)
  let before = firstIdAt(now - LONGEST_EXPIRY_MS)
  for (let read = 0; read < MOST_FLOWS; read += PAGE) {
    const flows: TextFlow[] = await take(rowsOf(store.all(NEWEST, [from, before, PAGE])))
    for (const { id, phone, channel, is_verified } of flows) {
      const country = countryOf(phone)
      if (id < firstIdAt(pauseEnds.get(country) ?? 0)) continue
      const { sent, used } = counts.get(`${country} ${channel}`) ?? { sent: 0, used: 0 }
      counts.set(`${country} ${channel}`, { country, channel, sent: sent + 1, used: used + is_verified })
    }
    before = flows.at(-1)?.id ?? from
    if (flows.length < PAGE) break
  }
  return [...counts.values()]
}
