import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { commands } from '../testing/flow-commands.ts'
import { FlowModel } from '../testing/flow-model.ts'
import { assertStakes } from '../testing/stakes.ts'
import { databases, world } from '../testing/worlds.ts'

const RUNS = { sqlite: 120, postgres: 60 }
/** A failing run is repeated by its seed: `FC_SEED=… node --test …`. */
const seed = Number(process.env['FC_SEED'] ?? randomInt(2 ** 31))

for (const database of databases) {
  test(`whatever happens to a contact's flows, the engine does what the rules say (${database})`, async (t) => {
    t.diagnostic(`seed ${seed}`)
    const real = await world(t, database)
    let contacts = 0
    const start = () => {
      contacts += 1
      const contact = `c${contacts}@example.com`
      real.orders.splice(0)
      return {
        model: new FlowModel(real.clock.now()),
        real: { world: real, contact, tokens: [], codes: [], pass: undefined },
      }
    }
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { maxCommands: 60, size: 'max' }), async (happenings) => {
        await fc.asyncModelRun(start, happenings)
        await assertStakes(real.store, real.clock.now())
      }),
      { numRuns: RUNS[database], seed, endOnFailure: false },
    )
  })
}
