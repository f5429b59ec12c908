import type { Locale } from './languages.ts'
import { isLocale, locales } from './languages.ts'

/** A header longer than this is noise; browsers send well under 200 characters. */
const longestHeader = 1000

/**
 * The language for a browser that sent this `Accept-Language` (RFC 9110 §12.5.4): the one of highest quality, and of
 * equals the one named first. A range counts for its language whatever its region (`es-MX` is content with `es`), `*`
 * counts for the languages that are not named, and quality 0 refuses one. English when nothing fits.
 */
export function pickLocale(acceptLanguage: string | undefined): Locale {
  const ranges = parseRanges((acceptLanguage ?? '').slice(0, longestHeader))
  const wanted = locales
    .map((locale) => wishFor(locale, ranges))
    .filter((wish) => wish.quality > 0)
    .sort((one, other) => other.quality - one.quality || one.position - other.position)
  return wanted[0]?.locale ?? 'en'
}

type Range = { readonly language: string; readonly quality: number; readonly position: number }

function parseRanges(header: string): Range[] {
  return header.split(',').flatMap((part, position) => {
    const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    const quality = qualityOf(parameters)
    if (!/^(\*|[a-z]{1,8}(-[a-z0-9]{1,8})*)$/.test(tag) || quality === undefined) return []
    return [{ language: tag.split('-')[0] ?? tag, quality, position }]
  })
}

/** Undefined for a weight that breaks the grammar: such a range is passed over, not guessed at. */
function qualityOf(parameters: readonly string[]): number | undefined {
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  if (weight === undefined) return 1
  return /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? Number(weight) : undefined
}

function wishFor(locale: Locale, ranges: readonly Range[]) {
  const named = ranges.filter((range) => range.language === locale)
  const fitting =
    named.length > 0 ? named : ranges.filter((range) => !isLocale(range.language) && range.language === '*')
  const best = fitting.toSorted((one, other) => other.quality - one.quality)[0]
  return { locale, quality: best?.quality ?? 0, position: best?.position ?? 0 }
}
