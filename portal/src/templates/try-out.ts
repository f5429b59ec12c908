import { LITERAL, optionsOf, SELECT } from './check-placeholders.ts'
import type { Element, Template } from './compile.ts'
import type { Scope } from './scope.ts'
import { NONE } from './values.ts'

// From the private use area of Unicode, which no template may hold.
const OPENS = '\uE000'
const CLOSES = '\uE001'

/** Stands in a text that was tried out where a value would stand: what is left is the author's own. */
export const mark = (name: string): string => `${OPENS}${name}${CLOSES}`
export const marks = /\uE000(\w+)\uE001/g

// Four values of two cases each and ten numbers are 160; beyond this it is no longer a text.
const MOST_TRIES = 2000

/**
 * Every text that a template can become, each once, with a mark in place of each word that is filled in.
 * @returns undefined for a template of more choices than can be tried
 */
export function tryOut(template: Template, scope: Scope): string[] | undefined {
  const elements = everyElement(template.getAst())
  const options = new Map<string, Set<string>>()
  for (const element of elements) {
    const [name, chosen] = [nameOf(element), optionsOf(element)]
    if (name === undefined) continue
    const known = options.get(name) ?? new Set()
    for (const [option] of element.type === SELECT ? chosen : []) known.add(option)
    options.set(name, known)
  }
  let tries: Record<string, string | number>[] = [{}]
  for (const [name, known] of options) {
    const values = triedValues(name, scope.get(name) ?? [], known)
    if (tries.length * values.length > MOST_TRIES) return undefined
    tries = tries.flatMap((filling) => values.map((value) => ({ ...filling, [name]: value })))
  }
  return [...new Set(tries.map((filling) => String(template.format(filling))))]
}

function triedValues(name: string, values: readonly (string | number | null)[], options: ReadonlySet<string>) {
  const tried = values.map((value) => {
    if (typeof value === 'number') return value
    const word = value ?? NONE
    return value === null || options.has(word) ? word : mark(name)
  })
  return [...new Set(tried)]
}

const everyElement = (elements: readonly Element[]): Element[] =>
  elements.flatMap((element) => [element, ...optionsOf(element).flatMap(([, inner]) => everyElement(inner))])

const nameOf = (element: Element): string | undefined =>
  element.type !== LITERAL && 'value' in element ? element.value : undefined
