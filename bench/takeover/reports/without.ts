import type { EngineSource } from '../engine-source.ts'
import { table } from '../table.ts'
import { compare, RULES } from '../without/compare.ts'
import type { Rule } from '../without/rule.ts'

/** Each rule taken out of a copy of the engine. */
export async function reportWithout(source: EngineSource): Promise<string[]> {
  const rows = []
  const faults = []
  for (const rule of RULES) {
    const { kept, broken } = await compare(source, rule)
    rows.push([rule.name, rule.promise, figure(rule, rule.atMost), figure(rule, kept), figure(rule, broken)])
    if (kept > rule.atMost) faults.push(`${rule.name}: ${kept} with the rule in place`)
    if (broken <= rule.atMost) faults.push(`${rule.name}: the promise holds without the rule`)
  }
  console.log(`Rules taken out\n\n${table(['without', 'promise', 'at most', 'with it', 'without it'], rows)}\n`)
  return faults
}

const figure = ({ unit }: Rule, value: number): string =>
  unit === 'chance' ? value.toExponential(2) : `${Number(value.toPrecision(3))} ${unit}`
