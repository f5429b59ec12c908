import type { Clock } from '@kerbside/otp'
import type { DeliveryState } from './delivery.ts'
import { isLastState } from './delivery.ts'

export interface Watch {
  /** How the message fares now; undefined when there is nothing to wait for any more. */
  look(): Promise<DeliveryState | undefined>
  /** Calls when this process has news of it. @returns what ends it */
  listen(onNews: () => void): () => void
  readonly clock: Clock
  /** When to end at the latest, epoch milliseconds. */
  readonly until: number
  /** Aborted when nobody listens any more, or the server stops. */
  readonly ended: AbortSignal
  /** How often to look without being called: for what other processes do. */
  readonly lookEveryMs?: number
}

const LOOK_EVERY_MS = 2_000
/** A proxy cuts a connection that is silent for a minute, and only by writing does a server learn that nobody is there. */
const BEAT_MS = 15_000

/** Tells each state that a message comes into, the present one first, and `beat` when there has long been no news. */
export async function* watchDelivery(watch: Watch): AsyncGenerator<DeliveryState | 'beat', void> {
  const { clock, until, ended, lookEveryMs = LOOK_EVERY_MS } = watch
  let news = Promise.withResolvers<void>()
  const stopListening = watch.listen(() => news.resolve())
  let told: DeliveryState | undefined
  let toldAt = clock.now()
  try {
    while (!ended.aborted && clock.now() < until) {
      // Made before the look, or what happens during it would be missed.
      news = Promise.withResolvers()
      const state = await watch.look()
      if (state === undefined) return
      if (state !== told || clock.now() - toldAt >= BEAT_MS) {
        yield state === told ? 'beat' : state
        told = state
        toldAt = clock.now()
      }
      if (isLastState(state)) return
      await firstOf(news.promise, lookEveryMs, ended)
    }
  } finally {
    stopListening()
  }
}

/** Settles with the news, with the time, or with the end, whichever comes first, and leaves nothing behind. */
async function firstOf(news: Promise<void>, waitMs: number, ended: AbortSignal): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, waitMs)
  const end = () => resolve()
  ended.addEventListener('abort', end)
  if (ended.aborted) end()
  await Promise.race([news, over])
  clearTimeout(timer)
  ended.removeEventListener('abort', end)
}
