import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { test } from 'node:test'
import { IntlMessageFormat } from 'intl-messageformat'
import { filesOf, readCatalogue, textsIn } from './catalogue.ts'
import { english } from './english.ts'
import type { Locale } from './languages.ts'
import { formattingTags, locales } from './languages.ts'

const others = locales.filter((locale) => locale !== 'en')
const sources = readSources()

test('every English file has its line in english.ts', () => {
  const written = filesOf('en').flatMap((file) => textsIn(file).map(([key]) => key))
  assert.deepEqual(written.toSorted(), Object.keys(english).toSorted())
})

test('a file holds the texts of the folder that it is named after, and each has three parts or more', () => {
  for (const file of locales.flatMap(filesOf)) {
    for (const [key] of textsIn(file)) {
      assert.match(key, /^[a-z-]+(\.[A-Za-z0-9_-]+){2,}$/)
      assert.equal(`${key.split('.')[0]}.json`, basename(file.pathname), key)
    }
  }
})

for (const locale of others) {
  test(`${locale} has every text of English, and no other`, () => {
    assert.deepEqual([...readCatalogue(locale).keys()].toSorted(), Object.keys(english).toSorted())
  })

  test(`each text in ${locale} has the placeholders of its English one`, () => {
    const own = readCatalogue(locale)
    for (const [key, text] of Object.entries(english)) {
      const translated = own.get(key)
      if (translated !== undefined) assert.deepEqual(placeholders(locale, translated), placeholders('en', text), key)
    }
  })
}

test('every text can be read by its language, and names only plurals that the language has', () => {
  for (const locale of locales) {
    const known = new Intl.PluralRules(formattingTags[locale]).resolvedOptions().pluralCategories
    for (const [key, text] of readCatalogue(locale)) {
      for (const option of pluralOptions(locale, text)) {
        assert.ok(
          option.startsWith('=') || known.some((category) => category === option),
          `${locale} ${key}: ${option}`,
        )
      }
    }
  }
})

test('every text is used somewhere', () => {
  const beginnings = [...sources.matchAll(/`([a-z-]+\.(?:[A-Za-z0-9_-]+\.)+)\$\{/g)].map(([, start = '']) => start)
  const unused = Object.keys(english).filter(
    (key) => !sources.includes(`'${key}'`) && !beginnings.some((beginning) => key.startsWith(beginning)),
  )
  assert.deepEqual(unused, [])
})

type Message = ReturnType<IntlMessageFormat['getAst']>
type Element = Message[number]

/** The names of the values and tags that a text takes, sorted; a plural's own number counts once. */
function placeholders(locale: Locale, text: string): string[] {
  const names = elementsOf(parse(locale, text)).flatMap((element) =>
    'options' in element || isNamed(element) ? [nameOf(element)] : [],
  )
  return [...new Set(names)].toSorted()
}

function pluralOptions(locale: Locale, text: string): string[] {
  return elementsOf(parse(locale, text)).flatMap((element) =>
    'options' in element && 'pluralType' in element ? Object.keys(element.options) : [],
  )
}

/** A text's elements and those within them, of every choice and tag. */
function elementsOf(message: Message): Element[] {
  return message.flatMap((element) => {
    if ('options' in element)
      return [element, ...Object.values(element.options).flatMap(({ value }) => elementsOf(value))]
    return 'children' in element ? [element, ...elementsOf(element.children)] : [element]
  })
}

/** Everything but plain words (type 0) and the `#` of a plural (type 7). */
const isNamed = ({ type }: Element) => type !== 0 && type !== 7
const nameOf = (element: Element) =>
  'children' in element ? `<${element.value}>` : 'value' in element ? element.value : ''

function parse(locale: Locale, text: string): Message {
  return new IntlMessageFormat(text, formattingTags[locale]).getAst()
}

/** All code of the portal in one string, without tests: a text that only a test shows is not used. */
function readSources(): string {
  const folder = new URL('../', import.meta.url)
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const code = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  return code.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
}
