import type { Life } from './lives.ts'
import type { World } from './world.ts'

/** Runs clean-up at an interval. In a portal that is every minute; more seldom is harder on the owner, who finds more staked. */
export async function* cleaning({ engine, clock }: World, everyMs: number): Life {
  for (;;) {
    await engine.cleanup({ keepMs: 0 })
    yield clock.now() + everyMs
  }
}
