import type { Chore } from './web/feature.ts'
import type { Parts } from './web/parts.ts'

/**
 * Does the chores at their intervals, one run of each at a time. A run that fails is logged and tried again at the next
 * interval.
 * @returns what stops them, once the runs in progress are over
 */
export function startChores(chores: readonly Chore[], parts: Parts): () => Promise<void> {
  const running = new Set<Promise<void>>()
  const stopping = new AbortController()
  const timers = chores.map((chore) => {
    let isRunning = false
    const timer = setInterval(() => {
      if (isRunning) return
      isRunning = true
      const run = attempt(chore, parts, stopping.signal).finally(() => {
        isRunning = false
        running.delete(run)
      })
      running.add(run)
    }, chore.everyMs)
    return timer.unref()
  })
  return async () => {
    for (const timer of timers) clearInterval(timer)
    stopping.abort()
    await Promise.all(running)
  }
}

async function attempt(chore: Chore, parts: Parts, stopping: AbortSignal): Promise<void> {
  try {
    await chore.run(parts, stopping)
  } catch (error) {
    parts.log.error({ err: error, chore: chore.name }, 'chore failed')
  }
}
