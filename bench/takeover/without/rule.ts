import type { EngineSource } from '../engine-source.ts'
import type { Patch } from './patched-engine.ts'

/** A rule of the engine, how to take it out, and the promise that breaks then. */
export interface Rule {
  readonly name: string
  readonly promise: string
  readonly patches: readonly Patch[]
  /** What the promise is about, measured on one engine. */
  measure(source: EngineSource): Promise<number>
  /** The promise is kept up to this figure. */
  readonly atMost: number
  readonly unit: string
}

/** What came of a rule with and without it. */
export interface Comparison {
  readonly rule: Rule
  readonly kept: number
  readonly broken: number
}
