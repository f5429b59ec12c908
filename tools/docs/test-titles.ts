import { readFileSync } from 'node:fs'
import { root } from './documents.ts'

const title = /\b(?:test|onBoth|testOnBoth)\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g

/**
 * The titles of the tests in a file, by its path from the root. What a title is filled in with is written `…`, and left out where it
 * stands in brackets at the end: `a code is refused (${database})` is "a code is refused".
 */
export function titlesIn(path: string): string[] {
  const source = readFileSync(`${root}${path}`, 'utf8')
  return Array.from(source.matchAll(title), ([, single, double, template]) =>
    (single ?? double ?? template?.replaceAll(/\$\{[^}]*\}/g, '…') ?? '')
      .replaceAll(/\\(.)/g, '$1')
      .replace(/ \(…\)$/, ''),
  )
}
