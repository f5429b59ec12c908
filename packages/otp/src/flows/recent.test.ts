import assert from 'node:assert/strict'
import { onBoth } from '../testing/worlds.ts'

onBoth('an owner sees who asked for codes, the newest first, and what became of them', async (world) => {
  const { ask, codeFor, engine, clock } = world
  assert.deepEqual(await engine.recent('ana@example.com'), [])
  const { flow } = await ask('ana@example.com')
  await engine.verify({ flow, code: await codeFor('ana@example.com') })
  clock.advance(1000)
  await ask('Ana@Example.com', { purpose: 'report' })
  await ask('ben@example.com')
  const recent = await engine.recent('ana@example.com')
  assert.deepEqual(
    recent.map(({ at, purpose, state, isVerified, lane }) => [clock.now() - at, purpose, state, isVerified, lane]),
    [
      [0, 'report', 'open', false, 'stranger'],
      [1000, 'sign-in', 'used', true, 'stranger'],
    ],
  )
})
