import { fillingOf } from './values.ts'
import type { MessageValues, Speech, Wording } from './wording.ts'

/** What the placeholders of a message can be, by their names: all values that they have in its samples. */
export type Scope = ReadonlyMap<string, readonly (string | number | null)[]>

/** The scope of a message's templates in one language. */
export function scopeOf(wording: Wording, speech: Speech): Scope {
  const samples = wording.samples(speech).map(({ values }): MessageValues => ({ ...fillingOf(speech, {}), ...values }))
  const names = new Set(samples.flatMap((values) => Object.keys(values)))
  return new Map([...names].map((name) => [name, allOf(samples.map((values) => values[name] ?? null))]))
}

/** Of numbers, whatever lies between them too: a plural must be right for each. */
function allOf(values: readonly (string | number | null)[]): (string | number | null)[] {
  const numbers = values.filter((value) => typeof value === 'number')
  const least = Math.min(...numbers)
  const between = numbers.length === 0 ? [] : Array.from({ length: Math.max(...numbers) - least }, (_, n) => least + n)
  return [...new Set([...values, ...between])]
}

/** The placeholders as a fault lists them. */
export const placeholdersOf = (scope: Scope): string => [...scope.keys()].map((name) => `{${name}}`).join(' ')
