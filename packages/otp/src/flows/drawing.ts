import { idsOf, PROCESSES } from '../codes/ids.ts'
import { randomBelow } from '../codes/random.ts'

// Each draw after the first is of another process number, by chance.
const DRAWS = 4

/** Ids of this process, and another try for what failed because another process had drawn the same one. */
export interface Draws {
  newId(now: number): number
  /** Runs an attempt that draws an id, again with another one while that is taken. */
  drawing<T>(attempt: () => Promise<T>): Promise<T>
}

/** Takes a process number by chance. Of two processes that have the same one the second moves, once they meet. */
export function draws(): Draws {
  const ids = idsOf(randomBelow(PROCESSES))
  return {
    newId: ids.next,
    async drawing(attempt) {
      for (let draw = 1; ; draw += 1) {
        try {
          return await attempt()
        } catch (error) {
          if (draw === DRAWS || !isTakenId(error)) throw error
          ids.move(randomBelow(PROCESSES))
        }
      }
    },
  }
}

// PostgreSQL's code for a taken key, and the reason that @kerbside/sqlite gives.
const isTakenId = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === '23505') || ('reason' in error && error.reason === 'primary_key'))
