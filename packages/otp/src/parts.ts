import type { Clock } from './clock.ts'
import type { KeyRing } from './codes/keys.ts'
import type { Courier } from './courier.ts'
import type { Policy } from './policy.ts'
import type { OtpEvent } from './results.ts'
import type { Installation } from './statements/installation.ts'
import type { Store, Trx } from './store.ts'

/** What the engine is made of. */
export interface EngineParts {
  readonly store: Store
  readonly courier: Courier
  readonly keys: KeyRing
  readonly policy: Policy
  readonly clock: Clock
  /** The statement that judges a guess under these keys. */
  readonly judge: string
  readonly newId: (now: number) => number
  readonly emit: (event: OtpEvent) => void
  /** What this database drew when it was first used. */
  readonly installation: Installation
}

/** What one step works with: the engine's parts, its transaction, and the instant that holds for all of it. */
export interface StepParts extends EngineParts {
  readonly trx: Trx
  readonly now: number
}
