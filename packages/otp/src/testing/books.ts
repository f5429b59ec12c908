/**
 * A second set of books. It is told what was judged and knows what a guess costs; of the rows it asks only how flows went on.
 * After each wave of happenings, all of which see one instant, it knows what every purse must have lost.
 */
import assert from 'node:assert/strict'
import type { Store } from '../store.ts'
import type { OtpRow } from '../tables.ts'
import type { Bounds } from './bounds.ts'
import { costOf, Windows } from './bounds.ts'

/** Lengths of the codes that were guessed at in a wave, by flow. */
export type Judged = ReadonlyMap<number, readonly number[]>

type FlowRow = Pick<OtpRow, 'id' | 'contact' | 'lane' | 'state' | 'attempts' | 'code_length' | 'settled'>

/** A flow as it was after the wave before, with the guesses that are not booked yet, by their lengths. */
interface Known extends FlowRow {
  readonly guesses: readonly number[]
}

const FLOWS = 'SELECT id, contact, lane, state, attempts, code_length, settled FROM otp'
const CLEARS = 'SELECT contact, s_clear, k_clear FROM contact_budget'
const SHARDS = 'SELECT shard, clear FROM global_budget'

export class Books {
  readonly windows: Windows
  readonly #bounds: Bounds
  #flows = new Map<number, Known>()
  /** Of each purse the instant at which all losses will have healed, µs. */
  readonly #clear = new Map<string, number>()
  #lost = new Map<string, number>()

  constructor(bounds: Bounds) {
    this.#bounds = bounds
    this.windows = new Windows(bounds)
  }

  /** Compares the engine's books with these. */
  async compare(store: Store, now: number, judged: Judged): Promise<void> {
    this.#lost = new Map()
    const flows = new Map<number, Known>()
    for (const row of (await store.all(FLOWS)) as unknown as FlowRow[]) {
      flows.set(row.id, this.#follow(row, judged.get(row.id) ?? [], now))
    }
    for (const gone of this.#flows.values()) if (!flows.has(gone.id)) this.#settle(gone)
    this.#flows = flows
    this.#balance(await clearsOf(store), now * 1000)
  }

  /** Each judged guess is counted once, in the purse that paid for it. */
  #follow(row: FlowRow, judged: readonly number[], now: number): Known {
    const before = this.#flows.get(row.id) ?? { ...row, lane: 'stranger', settled: 0, guesses: [] }
    const isMoved = before.lane === 'stranger' && row.lane === 'pass'
    // A pass begins the attempts anew: what is missing was judged before it, at the strangers' price.
    const late = isMoved ? Array<number>(row.attempts).fill(row.code_length ?? 0) : judged
    const early = isMoved ? without(judged, late) : []
    if (isMoved) this.#lose({ ...before, guesses: [...before.guesses, ...early] })
    const guesses = isMoved ? late : [...before.guesses, ...late]
    assert.deepEqual(guesses, Array(row.attempts).fill(row.code_length), `the attempts of flow ${row.id}`)
    this.windows.add(before, early, now)
    this.windows.add(row, late, now)
    const known = { ...row, guesses }
    if (row.settled === 1 && before.settled === 0) this.#settle({ ...known, settled: 0 })
    return known
  }

  /** Only the flow that succeeded gets its guesses back. */
  #settle(flow: Known): void {
    if (flow.settled === 0 && flow.state !== 'used') this.#lose(flow)
  }

  #lose({ contact, lane, guesses }: Pick<Known, 'contact' | 'lane' | 'guesses'>): void {
    const [own, shared] = pursesOf(contact, lane, this.#bounds.shards)
    for (const length of guesses) {
      this.#book(own, costOf(this.#bounds, lane === 'stranger' ? 'strangers' : 'known', length))
      if (shared !== undefined) this.#book(shared, costOf(this.#bounds, 'shard', length))
    }
  }

  #book(purse: string, cost: number): void {
    this.#lost.set(purse, (this.#lost.get(purse) ?? 0) + cost)
  }

  #balance(clears: ReadonlyMap<string, number>, nowUs: number): void {
    for (const [purse, clear] of clears) {
      const before = Math.max(nowUs, this.#clear.get(purse) ?? 0)
      // What is clear by now is as good as absent: clean-up may have deleted it.
      assert.equal(Math.max(nowUs, clear) - before, this.#lost.get(purse) ?? 0, `the losses of ${purse}`)
      this.#clear.set(purse, clear)
      this.#lost.delete(purse)
    }
    assert.deepEqual([...this.#lost], [], 'losses that no purse has')
  }
}

const hex = (bytes: unknown): string => (bytes instanceof Uint8Array ? Buffer.from(bytes).toString('hex') : '')

/** The purse of a contact that a lane charges, and the shard, which strangers charge too. */
function pursesOf(contact: Uint8Array, lane: OtpRow['lane'], shards: number): [string, string | undefined] {
  return lane === 'stranger'
    ? [`strangers ${hex(contact)}`, `shard ${(contact[0] ?? 0) % shards}`]
    : [`known ${hex(contact)}`, undefined]
}

async function clearsOf(store: Store): Promise<Map<string, number>> {
  const budgets = (await store.all(CLEARS)).flatMap(({ contact, s_clear, k_clear }): [string, number][] => [
    [`strangers ${hex(contact)}`, Number(s_clear)],
    [`known ${hex(contact)}`, Number(k_clear)],
  ])
  const shards = (await store.all(SHARDS)).map(({ shard, clear }): [string, number] => [
    `shard ${shard}`,
    Number(clear),
  ])
  return new Map([...budgets, ...shards])
}

/** What is left of some lengths when others are taken out, each once. */
function without(lengths: readonly number[], taken: readonly number[]): number[] {
  const left = [...lengths]
  for (const length of taken) {
    const place = left.indexOf(length)
    assert.ok(place >= 0, `a guess at ${length} digits was counted and not judged`)
    left.splice(place, 1)
  }
  return left
}
