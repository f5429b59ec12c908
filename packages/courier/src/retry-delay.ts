const FIRST_CEILING_MS = 2_000
const LAST_CEILING_MS = 5 * 60_000
// Chance may say "at once", and a server that has just refused will refuse again.
const LEAST_DELAY_MS = 100
// Less life than this is not worth another attempt.
const LEAST_LIFE_MS = 1_000

/** What decides when a message is tried again. */
export interface RetryPlan {
  /** Attempts made, at least 1. */
  readonly attempts: number
  /** How much of the message's life is left, milliseconds. */
  readonly lifeLeftMs: number
  /** No sooner than this: a provider asks for it (`Retry-After`), or nobody is there before. Milliseconds. */
  readonly afterMs: number
  /** Uniform in [0, 1). */
  readonly random: () => number
}

/**
 * Exponential backoff with full jitter: a uniform delay below 2 s, 4 s, 8 s … 5 min, so that what failed together does
 * not come back together. The delay is drawn from what is left of the message's life: a code gets its last chance before
 * it expires and not after. Whoever asks for more time gets it on top, up to five minutes; one who asks for more than the
 * message has is asked once more in its life all the same.
 * @returns milliseconds, or undefined when there is no time for another attempt
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelayMs({ attempts, lifeLeftMs, afterMs, random }: RetryPlan): number | undefined {
  if (lifeLeftMs < LEAST_LIFE_MS) return undefined
  const askedMs = Math.min(afterMs, LAST_CEILING_MS)
  const floorMs = askedMs + LEAST_DELAY_MS < lifeLeftMs ? askedMs : 0
  const spreadMs = Math.min(FIRST_CEILING_MS * 2 ** (attempts - 1), LAST_CEILING_MS, lifeLeftMs - floorMs)
  return floorMs + Math.max(LEAST_DELAY_MS, Math.floor(random() * spreadMs))
}
