/** The languages that the portal speaks, the fallback first. */
export const locales = ['en', 'es', 'ne', 'ar'] as const

export type Locale = (typeof locales)[number]

/** Which way a line of text runs. */
export type Direction = 'ltr' | 'rtl'

export const directions: Readonly<Record<Locale, Direction>> = { en: 'ltr', es: 'ltr', ne: 'ltr', ar: 'rtl' }

/**
 * The tag that `Intl` and plural rules get for each language. Digits are Latin everywhere (`-u-nu-latn`): codes, bill
 * numbers and phone numbers are Latin in any case, people type amounts back as they read them, and one page with two
 * kinds of digits invites mistakes. Grouping stays the language's own (1,00,000 in Nepali). English is the British
 * one: the day before the month.
 */
export const formattingTags: Readonly<Record<Locale, string>> = {
  en: 'en-GB',
  es: 'es',
  ne: 'ne-u-nu-latn',
  ar: 'ar-u-nu-latn',
}

/** True for a text that names a language of ours exactly, as stored with a customer or sent by the chooser. */
export function isLocale(text: string): text is Locale {
  return locales.some((locale) => locale === text)
}

/** The language of ours that a stored tag names; English for any other. */
export const localeOf = (tag: string): Locale => (isLocale(tag) ? tag : 'en')

/** A language's name as its own speakers write it: the chooser must be readable to whoever cannot read the page. */
export function languageName(locale: Locale): string {
  const name = new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
}
