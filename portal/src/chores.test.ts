import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startChores } from './chores.ts'
import { startPortal } from './testing/start-portal.ts'

test('a chore that fails is logged, and done again at the next interval', async (t) => {
  const { parts, logged } = await startPortal(t)
  t.mock.timers.enable({ apis: ['setInterval'] })
  let runs = 0
  const chore = {
    name: 'sweep',
    everyMs: 1000,
    async run() {
      runs += 1
      if (runs === 1) throw new Error('broom broken')
    },
  }
  const stop = startChores([chore], parts)
  for (const _ of [1, 2]) {
    t.mock.timers.tick(1000)
    await new Promise(setImmediate)
  }
  await stop()
  t.mock.timers.tick(5000)
  t.mock.timers.reset() // the portal ends with timers of the real kind
  assert.equal(runs, 2)
  assert.ok(logged.some((line) => line.includes('broom broken')))
})

test('a chore never runs beside itself, and stopping waits for it', async (t) => {
  const { parts } = await startPortal(t)
  t.mock.timers.enable({ apis: ['setInterval'] })
  const { promise, resolve } = Promise.withResolvers<void>()
  let runs = 0
  const chore = {
    name: 'slow',
    everyMs: 1000,
    run() {
      runs += 1
      return promise
    },
  }
  const stop = startChores([chore], parts)
  t.mock.timers.tick(3000)
  let isStopped = false
  const stopped = stop().then(() => {
    isStopped = true
  })
  await new Promise(setImmediate)
  assert.deepEqual([runs, isStopped], [1, false])
  resolve()
  await stopped
  t.mock.timers.reset()
})

test('a chore that takes long is told to stop', async (t) => {
  const { parts } = await startPortal(t)
  t.mock.timers.enable({ apis: ['setInterval'] })
  const chore = {
    name: 'endless',
    everyMs: 1000,
    run: (_: unknown, stopping: AbortSignal) =>
      new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve())),
  }
  const stop = startChores([chore], parts)
  t.mock.timers.tick(1000)
  await stop()
  t.mock.timers.reset()
})
