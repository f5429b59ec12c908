import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { YEAR_US } from '../budget/purse.ts'
import { assertStakes } from '../testing/stakes.ts'
import type { World } from '../testing/worlds.ts'
import { onBoth } from '../testing/worlds.ts'

const CONTACTS = [
  ...Array.from({ length: 4 }, (_, number) => `c${number}@example.com`),
  '+9779841234560',
  '+9779841234561',
]
const WAVES = 8
const AT_ONCE = 30
/** A failing run is repeated by its seed: `FC_SEED=… node --test …`. */
const seed = Number(process.env['FC_SEED'] ?? randomInt(2 ** 31))

const happenings = fc.array(
  fc.record({
    kind: fc.constantFrom(
      'request',
      'request',
      'request again',
      'resend',
      'guess',
      'guess',
      'guess',
      'guess',
      'pass',
      'end',
      'end all',
      'erase',
      'clean up',
    ),
    contact: fc.constantFrom(...CONTACTS),
    flow: fc.nat(1000),
    engine: fc.nat(1),
  }),
  { minLength: AT_ONCE, maxLength: AT_ONCE },
)
type Happening = (typeof happenings extends fc.Arbitrary<infer T> ? T : never)[number]

const typeOf = (contact: string) => (contact.includes('@') ? 'email' : 'phone')

/** Flows by their contact, and what wrong guesses have cost in chance: 10^-length for each that was judged. */
interface Tally {
  readonly flows: Record<string, string[]>
  readonly passes: Map<string, string>
  judged: number
}

async function happen(world: World, tally: Tally, { kind, contact, flow, engine }: Happening): Promise<void> {
  const at = [world.engine, second(world)][engine] ?? world.engine
  const flows = tally.flows[contact] ?? []
  const token = flows[flow % Math.max(1, flows.length)]
  const request = (current?: string) =>
    at.request({ channel: typeOf(contact) === 'email' ? 'email' : 'sms', contact, client: '192.0.2.1', current })
  if (kind === 'request' || token === undefined) flows.push(tokenOf(await request()))
  else if (kind === 'request again') flows.push(tokenOf(await request(token)))
  else if (kind === 'resend') await at.resend({ flow: token })
  else if (kind === 'pass') await at.resend({ flow: token, pass: tally.passes.get(contact) ?? '000000000000' })
  else if (kind === 'end') await at.end(token)
  else if (kind === 'end all') await at.endAll({ otpType: typeOf(contact), canonical: contact, typed: contact })
  else if (kind === 'erase') await at.erase(contact)
  else if (kind === 'clean up') await at.cleanup({ batch: 3 })
  else {
    const { codeLength } = (await at.look(token)) ?? {}
    const result = await at.verify({ flow: token, code: '0'.repeat(codeLength ?? 6) })
    if (!result.success && result.reason === 'wrong_code') tally.judged += 10 ** -(result.codeLength ?? 0)
  }
}

const engines = new WeakMap<World, World['engine']>()
function second(world: World): World['engine'] {
  const known = engines.get(world) ?? world.another()
  engines.set(world, known)
  return known
}

function tokenOf(requested: Awaited<ReturnType<World['engine']['request']>>): string {
  assert.ok(requested.success)
  return requested.flow
}

async function readPasses({ orders, engine }: World, { passes }: Tally): Promise<void> {
  for (const { reference, address } of orders.splice(0)) {
    const pass = (await engine.reveal(reference))?.pass
    if (pass) passes.set(address, pass)
  }
}

/** What the purses of all contacts have lost, as the chance that it stands for. */
async function lostChance({ store, clock }: World): Promise<number> {
  const rows = await store.all('SELECT s_clear, k_clear FROM contact_budget')
  const lostUs = (clear: unknown) => Math.max(0, Number(clear) - clock.now() * 1000)
  // A guess at L digits costs 2·Y / (b·10^L), with b = 6e-5 for strangers and 4e-5 for whoever is recognised.
  return rows.reduce(
    (sum, row) => sum + (lostUs(row['s_clear']) * 6e-5 + lostUs(row['k_clear']) * 4e-5) / (2 * YEAR_US),
    0,
  )
}

onBoth(
  'in a tumult of everything at once nothing deadlocks, stakes stay the sum of their flows, and each guess is booked once',
  async (world, t) => {
    t.diagnostic(`seed ${seed}`)
    const tally: Tally = {
      flows: Object.fromEntries(CONTACTS.map((contact) => [contact, []])),
      passes: new Map(),
      judged: 0,
    }
    for (const wave of fc.sample(happenings, { seed, numRuns: WAVES })) {
      await Promise.all(wave.map((happening) => happen(world, tally, happening)))
      await readPasses(world, tally)
      await assertStakes(world.store, world.clock.now())
    }
    // The clock has stood still, so that nothing has healed.
    for (const contact of CONTACTS) {
      await world.engine.endAll({ otpType: typeOf(contact), canonical: contact, typed: contact })
    }
    await world.engine.cleanup()
    await assertStakes(world.store, world.clock.now())
    assert.ok(tally.judged > 0)
    const lost = await lostChance(world)
    assert.ok(Math.abs(lost - tally.judged) < 1e-12, `lost ${lost}, judged ${tally.judged}`)
  },
  // Eight digits, so that a guess of nothing but zeros is right once in a million runs.
  { policy: { cooldownSeconds: [0, 0, 0], length: 8 } },
)
