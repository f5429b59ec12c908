import { directions } from '../locales/index.ts'
import type { MessageValues, Speech } from './wording.ts'

/** What stands for a value that is not there; the select of ICU MessageFormat finds it: `{name, select, none {} other {{name}}}`. */
export const NONE = 'none'

/** What a template is filled with: the values of its message, and who speaks in which language. */
export type Filling = Readonly<Record<string, string | number>>

/** What templates of a message are filled with in one language. */
export function fillingOf({ letterhead, locale }: Speech, values: MessageValues): Filling {
  const { operator, host } = letterhead
  const filling = { operator, host, language: locale, direction: directions[locale], ...values }
  return Object.fromEntries(Object.entries(filling).map(([name, value]) => [name, value ?? NONE]))
}

/** The same, as text of an HTML document or of an attribute between double quotes. */
export const escaped = (filling: Filling): Filling =>
  Object.fromEntries(
    Object.entries(filling).map(([name, value]) => [name, typeof value === 'string' ? escapeHtml(value) : value]),
  )

// Controls, and what Unicode breaks lines at: U+0085, U+2028, U+2029.
const breaks = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

/** Text without line breaks and control characters, as a header takes it. */
export const oneLine = (text: string): string => text.replace(breaks, ' ').trim()

/** The values, each in one line, so that none begins a line or a header of its own. */
export const inOneLine = <Values extends MessageValues>(values: Values): Values => ({
  ...values,
  ...Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [[name, oneLine(value)]] : [])),
  ),
})

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
