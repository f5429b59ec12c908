import assert from 'node:assert/strict'
import type { Block } from './documents.ts'

/** Where a document says that the portal is; in a test it is elsewhere. */
export const shownAddress = 'http://localhost:3000'

/**
 * Compares what a document shows with what came: a `text` block line by line, a `json` block member by member. `…` stands
 * for whatever came there, and on a line of its own for any number of lines.
 */
export function compareShown({ language, text }: Block, came: string, place: string): void {
  if (language === 'json') compareValues(JSON.parse(text), parsed(came, place), place)
  else assert.match(came.trim(), patternOf(text), place)
}

function parsed(came: string, place: string): unknown {
  try {
    return JSON.parse(came)
  } catch {
    return assert.fail(`${place} shows JSON, but this came:\n${came}`)
  }
}

/** The whole of a text, or with `within` any part of it. */
export function patternOf(shown: string, within: 'whole' | 'part' = 'whole'): RegExp {
  const body = shown.trim().split('\n').map(placedPattern).join('')
  return new RegExp(within === 'whole' ? `^${body}$` : body)
}

/** A line with the break before it; lines that are left out may be none at all. */
function placedPattern(line: string, index: number, lines: readonly string[]): string {
  if (line !== '…')
    return index === 0 || (index === 1 && lines[0] === '…') ? linePattern(line) : `\\n${linePattern(line)}`
  if (lines.length === 1) return '[^]*'
  return index === 0 ? '(?:[^]*\\n)?' : '(?:\\n[^]*)?'
}

const linePattern = (line: string): string =>
  line
    .split(/(…|http:\/\/localhost:3000)/)
    .map((part) => freely.get(part) ?? RegExp.escape(part))
    .join('')

/** What is not compared letter by letter. */
const freely: ReadonlyMap<string, string> = new Map([
  ['…', '.*'],
  [shownAddress, 'http://localhost:\\d+'],
])

// Whoever reads a page does not read instants, and they are the only numbers that differ from day to day.
const SMALLEST_INSTANT = 1_000_000_000_000

function compareValues(shown: unknown, came: unknown, place: string): void {
  if (typeof shown === 'string' && typeof came === 'string') assert.match(came, patternOf(shown), place)
  else if (typeof shown === 'number' && typeof came === 'number' && shown >= SMALLEST_INSTANT) {
    assert.ok(came >= SMALLEST_INSTANT, `${place} is an instant, not ${came}`)
  } else if (isObject(shown) && isObject(came)) {
    assert.deepEqual(Object.keys(came).sort(), Object.keys(shown).sort(), place)
    for (const [name, value] of Object.entries(shown)) compareValues(value, came[name], `${place}: ${name}`)
  } else assert.deepEqual(came, shown, place)
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
