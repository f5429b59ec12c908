/**
 * What must hold for all rows, whatever happened: a purse has at stake what its unsettled flows have, no more and no less, in
 * each contact and in each shard; and no purse is charged beyond its year.
 */
import { YEAR_US } from '../budget/purse.ts'
import type { EngineParts } from '../parts.ts'
import { rowsOf } from '../statements/reading.ts'
import type { Step } from '../store.ts'

const MOST_FAULTS = 100

const AT_STAKE = `SELECT contact,
    sum(CASE WHEN lane = 'stranger' THEN stake ELSE 0 END) AS strangers,
    sum(CASE WHEN lane <> 'stranger' THEN stake ELSE 0 END) AS known
  FROM otp WHERE settled = 0 AND state <> 'held' GROUP BY contact`

// Each proof is one statement, so that it sees one moment while sign-ins go on.
const CONTACTS = `SELECT contact FROM (
    SELECT b.contact, b.s_staked - COALESCE(f.strangers, 0) AS s_off, b.k_staked - COALESCE(f.known, 0) AS k_off,
      CASE WHEN b.s_clear > $1 THEN b.s_clear - $1 ELSE 0 END + b.s_staked AS s_charged,
      CASE WHEN b.k_clear > $1 THEN b.k_clear - $1 ELSE 0 END + b.k_staked AS k_charged
    FROM contact_budget b LEFT JOIN (${AT_STAKE}) f ON f.contact = b.contact
  ) sums WHERE s_off <> 0 OR k_off <> 0 OR s_charged > $2 OR k_charged > $2 LIMIT ${MOST_FAULTS}`
const WITHOUT_BUDGET = `SELECT f.contact FROM (${AT_STAKE}) f LEFT JOIN contact_budget b ON b.contact = f.contact
  WHERE b.contact IS NULL AND f.strangers + f.known > 0 LIMIT ${MOST_FAULTS}`

const HEX = "'0123456789ABCDEF'"
const nibble = (place: number): string => `(instr(${HEX}, substr(hex(contact), ${place}, 1)) - 1)`
const FIRST_BYTE = { sqlite: `(${nibble(1)} * 16 + ${nibble(2)})`, postgres: 'get_byte(contact, 0)' }

const shardsStatement = (dialect: 'sqlite' | 'postgres'): string => `SELECT shard FROM (
    SELECT g.shard, g.staked - COALESCE(f.stake, 0) AS off, g.live - COALESCE(f.flows, 0) AS live_off,
      CASE WHEN g.clear > $1 THEN g.clear - $1 ELSE 0 END + g.staked AS charged
    FROM global_budget g LEFT JOIN (
      SELECT ${FIRST_BYTE[dialect]} % $3 AS shard, sum(g_stake) AS stake, count(*) AS flows FROM otp
      WHERE settled = 0 AND state <> 'held' AND lane = 'stranger' AND g_stake > 0 GROUP BY 1
    ) f ON f.shard = g.shard
  ) sums WHERE off <> 0 OR live_off <> 0 OR charged > $2`

/** @returns a line for each purse that does not add up, at most a hundred of a kind; none when all of them do */
export function* proofStep({ store, clock, installation }: EngineParts): Step<readonly string[]> {
  const nowUs = clock.now() * 1000
  const off: { contact: Uint8Array }[] = yield* rowsOf(store.all(CONTACTS, [nowUs, YEAR_US]))
  const lost: { contact: Uint8Array }[] = yield* rowsOf(store.all(WITHOUT_BUDGET))
  const values = [nowUs, YEAR_US, installation.shards]
  const shards: { shard: number }[] = yield* rowsOf(store.all(shardsStatement(store.dialect), values))
  return [
    ...off.map(({ contact }) => `purses: contact ${hex(contact)} does not add up to its flows, or is overcharged`),
    ...lost.map(({ contact }) => `purses: contact ${hex(contact)} has flows at stake and no budget`),
    ...shards.map(({ shard }) => `purses: shard ${shard} does not add up to its flows, or is overcharged`),
  ]
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
