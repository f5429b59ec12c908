import type { Beside } from './api.ts'
import type { Step, Trx } from './store.ts'
import { answer } from './store.ts'

/** Lets the calling program write in the commit of what was done, and gives what was done. */
export function* besides<Done>(trx: Trx, done: Done, beside: Beside<Done> | undefined): Step<Done> {
  if (beside) yield* answer(beside.inSameCommit(trx, done))
  return done
}
