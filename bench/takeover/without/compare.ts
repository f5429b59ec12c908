import type { EngineSource } from '../engine-source.ts'
import { BOUND_RULES } from './bound-rules.ts'
import { EVERYBODY_RULES } from './everybody-rules.ts'
import { OWNER_RULES } from './owner-rules.ts'
import { patchedEngine } from './patched-engine.ts'
import type { Comparison, Rule } from './rule.ts'

/** Every rule that can be taken out. */
export const RULES: readonly Rule[] = [...BOUND_RULES, ...OWNER_RULES, ...EVERYBODY_RULES]

/** Measures what a rule is for on the engine as it is, and on a copy without the rule. */
export async function compare(source: EngineSource, rule: Rule): Promise<Comparison> {
  const kept = await rule.measure(source)
  const broken = await rule.measure(await patchedEngine(rule.patches))
  return { rule, kept, broken }
}
