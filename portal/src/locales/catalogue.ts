import { readdirSync, readFileSync } from 'node:fs'
import { english } from './english.ts'
import type { Locale } from './languages.ts'

/** The texts of one language by key, in ICU MessageFormat. */
export type Catalogue = ReadonlyMap<string, string>

/** Reads a language's texts: English as the compiler saw it, the others from their folder, one file a feature. */
export function readCatalogue(locale: Locale): Catalogue {
  if (locale === 'en') return new Map(Object.entries(english))
  return new Map(filesOf(locale).flatMap((file) => textsIn(file)))
}

/** The catalogue files of a language. A language whose folder is missing has none, and is read in English. */
export function filesOf(locale: Locale): URL[] {
  const folder = new URL(`./${locale}/`, import.meta.url)
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
    return names.sort().map((name) => new URL(name, folder))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** The texts of one file, checked: a catalogue is flat, so that a key can be found by searching for it. */
export function textsIn(file: URL): [key: string, text: string][] {
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof content !== 'object' || content === null) throw new TypeError(`${file.pathname} is not a list of texts.`)
  return Object.entries(content).map(([key, text]) => {
    if (typeof text !== 'string') throw new TypeError(`${file.pathname}: ${key} is not a text.`)
    return [key, text]
  })
}
