import assert from 'node:assert/strict'
import { posix } from 'node:path'
import { test } from 'node:test'
import { asvsLevels } from './asvs-levels.ts'
import type { Document } from './documents.ts'
import { readDocument } from './documents.ts'
import { titlesIn } from './test-titles.ts'

const checklist = await readDocument('docs/security-checklist.md')
const security = await readDocument('SECURITY.md')

const states = ['met', 'partly', 'differs', 'not met', 'operator', 'not applicable']

interface Line {
  /** One requirement, or several that are answered together. */
  readonly ids: readonly string[]
  readonly state: string
  readonly where: string
}

/** The lines of the tables below a heading and above the next one of its rank. */
function linesUnder(heading: string): Line[] {
  const [, section = ''] = checklist.text.split(`\n## ${heading}\n`)
  const [own = ''] = section.split('\n## ')
  const rows = own.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  return rows
    .filter(([, id = '']) => /^\d/.test(id))
    .map(([, id = '', , state = '', where = '']) => ({ ids: id.split(', '), state, where }))
}

const asvs = linesUnder('OWASP ASVS 5.0.0')
const nist = linesUnder('NIST SP 800-63B-4')
const hundred = linesUnder('The hundred lines')
const all = [...asvs, ...nist, ...hundred]

test('every requirement of ASVS at levels 1 and 2 is answered once, and no other', () => {
  const wanted = [...asvsLevels].filter(([, level]) => level < 3).map(([id]) => id)
  assert.deepEqual(asvs.flatMap(({ ids }) => ids).toSorted(), wanted.toSorted())
})

test('the hundred lines are all there, in their order', () => {
  const numbers = hundred.flatMap(({ ids }) => ids.map(Number))
  assert.deepEqual(
    numbers,
    Array.from({ length: 100 }, (_, index) => index + 1),
  )
})

test('sections of NIST are named by number', () => {
  assert.ok(nist.length > 0)
  for (const id of nist.flatMap(({ ids }) => ids)) assert.match(id, /^\d(\.\d+){0,3}$/)
})

test('each line has a state of the list; what is met names its proof, and what is not says why', () => {
  for (const { ids, state, where } of all) {
    assert.ok(states.includes(state), `${ids}: ${state}`)
    if (state === 'met') assert.match(where, /\]\(/, `${ids} names neither code nor test`)
    else assert.ok(where.replaceAll(/\[[^\]]*\]\([^)]*\)|\W/g, '').length >= 8, `${ids} does not say why`)
  }
})

test('the sums are those of the lines', () => {
  const sums = (lines: readonly Line[], counts = (_: string) => true) =>
    states.map((state) =>
      String(lines.filter((line) => line.state === state).flatMap(({ ids }) => ids.filter(counts)).length),
    )
  const expected = [
    ['ASVS level 1', ...sums(asvs, (id) => asvsLevels.get(id) === 1)],
    ['ASVS level 2', ...sums(asvs, (id) => asvsLevels.get(id) === 2)],
    ['NIST SP 800-63B-4', ...sums(nist)],
    ['The hundred lines', ...sums(hundred)],
  ]
  for (const row of expected) assert.ok(checklist.text.includes(`\n| ${row.join(' | ')} |\n`), row.join(' | '))
})

/** Links to files of the repository: their text, and the path from the root. */
const fileLinks = ({ path, text }: Document) =>
  Array.from(text.matchAll(/\[([^\]]+)\]\(([^)#\s]+)\)/g), ([, name = '', target = '']) => ({ name, target }))
    .filter(({ target }) => !target.startsWith('https:'))
    .map(({ name, target }) => ({ name, file: posix.join(posix.dirname(path), target) }))

test('every test that a page about security names is there under its title', () => {
  const links = [checklist, security].flatMap(fileLinks).filter(({ file }) => file.endsWith('.test.ts'))
  assert.ok(links.length > 100)
  const titles = new Map(links.map(({ file }) => [file, [posix.basename(file), ...titlesIn(file)]]))
  const stray = links.filter(({ name, file }) => !titles.get(file)?.includes(name))
  assert.deepEqual(stray, [])
})
