import type { Element } from './compile.ts'
import type { Scope } from './scope.ts'
import { placeholdersOf } from './scope.ts'
import { NONE } from './values.ts'

// The numbers by which the reader of ICU MessageFormat tells its elements apart.
export const LITERAL = 0
const ARGUMENT = 1
const NUMBER = 2
export const SELECT = 5
const PLURAL = 6
const POUND = 7

/** What is wrong with the placeholders of a template, a text a fault. */
export function placeholderFaults(elements: readonly Element[], scope: Scope): string[] {
  return elements.flatMap((element) => faultsOf(element, scope, new Set()))
}

/**
 * @param present the values of which it is known here that they are there, since the template has asked
 */
function faultsOf(element: Element, scope: Scope, present: ReadonlySet<string>): string[] {
  if (element.type === LITERAL || element.type === POUND) return []
  const { value: name } = element
  const values = scope.get(name)
  const say = (what: string) => [`${lineOf(element)}${what}`]
  if (!values) return say(`there is no {${name}} here; this message has ${placeholdersOf(scope)}`)
  const isSafe = present.has(name) || !values.includes(null)
  const isNumber = values.some((value) => typeof value === 'number')
  if (element.type === SELECT) {
    const fault = isNumber
      ? say(`{${name}} is a number; choose with plural`)
      : optionFaults(element, values).flatMap(say)
    return [...fault, ...insides(element, scope, (option) => withPresent(present, element, option))]
  }
  if (!isSafe) {
    const way = `{${name}, select, none {…} other {… {${name}} …}}`
    return say(`{${name}} is missing in some messages; write ${way}`)
  }
  if (element.type === ARGUMENT) return []
  if (element.type !== NUMBER && element.type !== PLURAL) return say(`{${name}} is no date; write {${name}} alone`)
  const fault = isNumber ? [] : say(`{${name}} is no number; write {${name}} alone, or choose with select`)
  return [...fault, ...insides(element, scope, () => present)]
}

const lineOf = ({ location }: Element): string => (location ? `line ${location.start.line}: ` : '')

function insides(element: Element, scope: Scope, presentIn: (option: string) => ReadonlySet<string>): string[] {
  return optionsOf(element).flatMap(([option, inner]) =>
    inner.flatMap((each) => faultsOf(each, scope, presentIn(option))),
  )
}

/** A value is there wherever it was compared with `none` and found to be something else. */
function withPresent(present: ReadonlySet<string>, element: Element, option: string): ReadonlySet<string> {
  const asksForNone = optionsOf(element).some(([name]) => name === NONE)
  return asksForNone && option !== NONE && 'value' in element ? new Set([...present, element.value]) : present
}

function optionFaults(element: Element, values: readonly (string | number | null)[]): string[] {
  const known = values.map((value) => value ?? NONE)
  const name = 'value' in element ? element.value : ''
  const words = known.filter((value) => /^[a-zA-Z_]+$/.test(String(value)))
  return optionsOf(element)
    .filter(([option]) => option !== 'other' && !known.includes(option))
    .map(([option]) => `{${name}} is never ${JSON.stringify(option)}; it can be ${[...words, 'other'].join(', ')}`)
}

/** The cases of a choice, each with its elements; nothing for what is no choice. */
export const optionsOf = (element: Element): [option: string, elements: readonly Element[]][] =>
  'options' in element ? Object.entries(element.options).map(([option, { value }]) => [option, value]) : []
