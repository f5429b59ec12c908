import { IntlMessageFormat } from 'intl-messageformat'
import type { Catalogue } from './catalogue.ts'
import { readCatalogue } from './catalogue.ts'
import type { TextKey } from './english.ts'
import type { Locale } from './languages.ts'
import { formattingTags, locales } from './languages.ts'

/** What the placeholders of a text are filled with. */
export type TextValues = Readonly<Record<string, string | number>>

/** Gives a text in one language. */
export type Translate = (key: TextKey, values?: TextValues) => string

/** Fillings that may be pieces of a page: `{name}` takes a piece, `<link>words</link>` a function that wraps the words. */
export type PieceValues<Piece> = Readonly<
  Record<string, string | number | Piece | ((words: (string | Piece)[]) => Piece)>
>

/** Gives a text with pieces of a page in it, as a list of words and pieces in the order that the language wants. */
export type Compose = <Piece extends object>(key: TextKey, values: PieceValues<Piece>) => (string | Piece)[]

/** One language, ready to speak. */
export type Speaker = { readonly translate: Translate; readonly compose: Compose }

const catalogues: ReadonlyMap<Locale, Catalogue> = new Map(locales.map((locale) => [locale, readCatalogue(locale)]))
const speakers: ReadonlyMap<Locale, Speaker> = new Map(locales.map((locale) => [locale, createSpeaker(locale)]))

/** The language's function from key to text. Messages are compiled at their first use and kept. */
export function translate(locale: Locale): Translate {
  return speakerOf(locale).translate
}

/** The language's function from key to words and pieces; see {@link Compose}. */
export function compose(locale: Locale): Compose {
  return speakerOf(locale).compose
}

function speakerOf(locale: Locale): Speaker {
  return speakers.get(locale) ?? createSpeaker(locale)
}

function createSpeaker(locale: Locale): Speaker {
  const compiled = new Map<TextKey, IntlMessageFormat>()
  const message = (key: TextKey) => {
    const known = compiled.get(key)
    if (known) return known
    const made = compile(locale, key)
    compiled.set(key, made)
    return made
  }
  return {
    translate: (key, values) => String(message(key).format(values)),
    compose: <Piece extends object>(key: TextKey, values: PieceValues<Piece>) => {
      const parts = message(key).format<Piece>({ ...values })
      return Array.isArray(parts) ? parts : [parts]
    },
  }
}

/** A text that the language lacks is spoken in English, with English plurals. A test sees to it that none is lacking. */
function compile(locale: Locale, key: TextKey): IntlMessageFormat {
  const own = catalogues.get(locale)?.get(key)
  if (own !== undefined) return new IntlMessageFormat(own, formattingTags[locale])
  const fallback = catalogues.get('en')?.get(key)
  if (fallback === undefined) throw new RangeError(`There is no text named ${key}.`)
  return new IntlMessageFormat(fallback, formattingTags.en)
}
