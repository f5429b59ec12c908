import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseEnv } from 'node:util'
import rootPackage from '../../package.json' with { type: 'json' }
import { settings } from '../../portal/src/config/settings.ts'
import { readConfig } from '../../portal/src/config.ts'
import type { Block, Document } from './documents.ts'
import { readDocuments, root, wordsOf } from './documents.ts'
import { knownNames } from './known-names.ts'

const documents = await readDocuments()

/** Of the environment, but not of Kerbside: Node reads the first one, the tests the second one. */
const othersVariables = new Set(['NODE_EXTRA_CA_CERTS', 'TEST_DATABASE_URL'])

/** Folders of a Linux machine, which begin like our addresses. */
const machine = /^\/(?:etc|srv|usr|var)\//

/** The words of a kind that are not known. What is itself a link has been looked up as one. */
function strayIn({ path, prose }: Document, kind: RegExp, isKnown: (word: string) => boolean): string[] {
  const words = wordsOf(prose.replaceAll(/\[`[^`]*`\]\([^)]*\)/g, '')).flatMap((word) => kind.exec(word)?.[1] ?? [])
  return words.filter((word) => !isKnown(word)).map((word) => `${path}: ${word}`)
}

test('every setting that a document names is one', () => {
  const isKnown = (word: string) => word in settings || othersVariables.has(word)
  const stray = documents.flatMap((document) => strayIn(document, /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=|$)/, isKnown))
  assert.deepEqual(stray, [])
})

/** `OTP_LENGTH` as code writes it: `otpLength`. */
const inCode = (name: string) => name.toLowerCase().replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase())

test('settings without effect are told as such, and no others', () => {
  const page = documents.find(({ path }) => path === 'docs/settings.md')
  const section = page?.prose.split(/^## /m).find((part) => part.startsWith('Without effect yet')) ?? ''
  const told = wordsOf(section).filter((word) => word in settings && !word.endsWith('_BACKEND'))
  const files = globSync('portal/src/**/*.ts', {
    cwd: root,
    exclude: ['**/config/**', '**/testing/**', '**/*.test.ts'],
  })
  const code = files.map((file) => readFileSync(root + file, 'utf8')).join('\n')
  const unused = Object.keys(settings).filter((name) => !new RegExp(`\\b${inCode(name)}\\b`).test(code))
  assert.deepEqual(told.toSorted(), unused.toSorted())
})

// What everybody can read is nobody's secret: in production a key that a document shows is refused (portal/src/config.test.ts).
const keysOfOnesOwn = { SECRET_KEY: '3mH2q0cVx8Zr5tYb1nKe7wLs', WEBHOOK_SECRET: 'p9Fd4kTz6uQa2jXo8rBv' }
const withOwnKeys = (shown: NodeJS.Dict<string>) =>
  Object.fromEntries(
    Object.entries(shown).map(([name, value]) => {
      const [, own] = Object.entries(keysOfOnesOwn).find(([key]) => key === name) ?? []
      return [name, own ? own.repeat(2) : value]
    }),
  )

test('settings that a document shows are taken as they stand, save the keys', () => {
  for (const { path, blocks } of documents) {
    for (const { line, text } of blocks.filter(({ language }) => language === 'dotenv')) {
      const shown = parseEnv(text)
      const read = readConfig(withOwnKeys(shown), { developmentKey: () => 'x'.repeat(32) })
      assert.deepEqual(read.success ? [] : read.faults, [], `${path}:${line}`)
      for (const name of Object.keys(shown)) assert.ok(name in settings, `${path}:${line} ${name}`)
    }
  }
})

test('every script stands in docs/development.md', () => {
  const page = documents.find(({ path }) => path === 'docs/development.md')
  const shown = wordsOf(page?.prose ?? '').flatMap((word) => word.split(' '))
  const scripts = Object.keys(rootPackage.scripts).filter((name) => name !== 'postinstall') // npm runs it by itself
  assert.deepEqual(
    scripts.filter((name) => !shown.includes(name)),
    [],
  )
})

test('every address, command and script that a document names is there', async (t) => {
  const names = await knownNames(t)
  const isKnown = (word: string) => names.has(word) || machine.test(word)
  const stray = documents.flatMap((document) => [
    ...strayIn(document, /^((?:GET |POST )?\/[\w/.-]*)$/, isKnown),
    ...strayIn(document, /^((?:npm run|kerbside) [\w:-]+)/, isKnown),
    ...shownCommands(document.blocks).filter((word) => !isKnown(word)),
  ])
  assert.deepEqual(stray, [])
})

/** `npm run …` and `npm run kerbside -- …` in blocks of commands. */
const shownCommands = (blocks: readonly Block[]): string[] =>
  blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => [
      ...Array.from(text.matchAll(/npm run kerbside -- ([\w-]+)/g), ([, name = '']) => `kerbside ${name}`),
      ...Array.from(text.matchAll(/(npm run [\w:-]+)/g), ([, script = '']) => script),
    ])
