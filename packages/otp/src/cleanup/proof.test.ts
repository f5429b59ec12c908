import assert from 'node:assert/strict'
import { onBoth, wrong } from '../testing/worlds.ts'

onBoth(
  'purses add up after requests, guesses, a success and clean-up, and one that does not is named',
  async (world) => {
    const { ask, codeFor, engine, clock, store } = world
    const { flow } = await ask('ana@example.com')
    await engine.verify({ flow, code: wrong(await codeFor('ana@example.com')) })
    const other = await ask('ben@example.com')
    await engine.verify({ flow: other.flow, code: await codeFor('ben@example.com') })
    assert.deepEqual(await engine.proof(), [])
    clock.advance(40 * 60_000)
    await engine.cleanup()
    await ask('ana@example.com')
    assert.deepEqual(await engine.proof(), [])
    await store.write((trx) => trx.run('UPDATE contact_budget SET s_staked = s_staked + 1 WHERE s_staked > 0'))
    await store.write((trx) => trx.run('UPDATE global_budget SET staked = staked + 1 WHERE staked > 0'))
    const faults = await engine.proof()
    assert.equal(faults.length, 2)
    assert.match(faults[0] ?? '', /contact [0-9a-f]{32} does not add up/)
    assert.match(faults[1] ?? '', /shard \d+ does not add up/)
  },
)
