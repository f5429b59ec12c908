import type { Locale } from '../locales/index.ts'
import { isLocale, locales } from '../locales/index.ts'

/** The parts of a message that a file can say otherwise, by the end of its name. */
export const parts = ['email.subject.txt', 'email.txt', 'email.html', 'sms.txt'] as const
export type Part = (typeof parts)[number]

/** What a file is for; without a locale, for every language that has no file of its own. */
export interface OwnFile {
  readonly part: Part
  readonly locale: Locale | undefined
}

/**
 * Reads the name of a template: `email.ne.subject.txt`, or `email.subject.txt` for every language.
 * @returns a text that says what is wrong, where the name means nothing
 */
export function readFileName(name: string): OwnFile | string {
  const [channel = '', ...rest] = name.split('.')
  if (channel !== 'email' && channel !== 'sms') return `there is no channel ${quoted(channel)}; begin with email or sms`
  const whole = findPart(`${channel}.${rest.join('.')}`)
  if (whole) return { part: whole, locale: undefined }
  const [language = '', ...ending] = rest
  const part = findPart(`${channel}.${ending.join('.')}`)
  if (!part) return `no message has this part; the names are ${parts.map(withLanguage).join(', ')}`
  if (isLocale(language)) return { part, locale: language }
  return `there is no language ${quoted(language)}; write ${locales.join(', ')}, or leave it out for all of them`
}

const findPart = (name: string): Part | undefined => parts.find((part) => part === name)
const withLanguage = (part: Part): string => part.replace('.', '.LANGUAGE.')
const quoted = (text: string): string => JSON.stringify(text)
