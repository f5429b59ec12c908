import assert from 'node:assert/strict'
import { YEAR_US } from '../budget/purse.ts'
import type { Row, Store } from '../store.ts'

/** One account: what stands in the books, and what the flows say should stand there. */
interface Account {
  readonly staked: number
  readonly live: number
}

/**
 * What must hold at any instant, whatever happened: each purse's stake is the sum over its unsettled flows, and no purse is
 * charged beyond its year.
 */
export async function assertStakes(store: Store, now: number): Promise<void> {
  const flows = await store.all('SELECT contact, lane, stake, g_stake FROM otp WHERE settled = 0')
  for (const budget of await store.all('SELECT * FROM contact_budget')) {
    const own = flows.filter((flow) => sameBytes(flow, budget))
    const due = {
      s_staked: sum(own.filter((flow) => flow['lane'] === 'stranger')),
      k_staked: sum(own.filter((flow) => flow['lane'] !== 'stranger')),
    }
    assert.deepEqual({ s_staked: budget['s_staked'], k_staked: budget['k_staked'] }, due)
    assertWithinYear(budget['s_clear'], due.s_staked, now)
    assertWithinYear(budget['k_clear'], due.k_staked, now)
  }
  const [installation] = await store.all('SELECT shards FROM otp_installation')
  for (const shard of await store.all('SELECT * FROM global_budget')) {
    const own = flows.filter(
      (flow) =>
        flow['contact'] instanceof Uint8Array &&
        (flow['contact'][0] ?? 0) % Number(installation?.['shards']) === shard['shard'],
    )
    const due: Account = {
      staked: own.reduce((total, flow) => total + Number(flow['g_stake']), 0),
      live: own.filter((flow) => Number(flow['g_stake']) > 0).length,
    }
    assert.deepEqual({ staked: shard['staked'], live: shard['live'] }, due)
    assertWithinYear(shard['clear'], due.staked, now)
  }
  const contacts = new Set((await store.all('SELECT contact FROM contact_budget')).map(keyOf))
  for (const flow of flows)
    assert.ok(Number(flow['stake']) === 0 || contacts.has(keyOf(flow)), 'a stake without its budget')
}

const keyOf = (row: Row): string =>
  row['contact'] instanceof Uint8Array ? Buffer.from(row['contact']).toString('hex') : ''
const sameBytes = (one: Row, other: Row): boolean => keyOf(one) === keyOf(other)
const sum = (flows: readonly Row[]): number => flows.reduce((total, flow) => total + Number(flow['stake']), 0)

function assertWithinYear(clear: unknown, staked: number, now: number): void {
  assert.ok(Math.max(0, Number(clear) - now * 1000) + staked <= YEAR_US, 'a purse is charged beyond its year')
}
