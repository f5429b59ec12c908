import { IntlMessageFormat } from 'intl-messageformat'
import type { Locale } from '../locales/index.ts'
import { formattingTags } from '../locales/index.ts'

/** A text with placeholders, and its elements as they were read. */
export type Template = IntlMessageFormat
export type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/**
 * Reads a text in ICU MessageFormat. What looks like a tag is plain text.
 * @returns a text that says what is wrong and where, when it cannot be read
 */
export function compile(source: string, locale: Locale): Template | string {
  const options = { ignoreTag: true, captureLocation: true }
  try {
    return new IntlMessageFormat(source, formattingTags[locale], undefined, options)
  } catch (error) {
    return explain(error)
  }
}

/** An HTML text whose style sheets are taken as they stand: there a brace is a brace, and a quote a quote. */
export const quoteStyles = (html: string): string =>
  html.replace(
    /(<style\b[^>]*>)([\s\S]*?)(<\/style>)/gi,
    (_, start: string, css: string, end: string) =>
      `${start}${css.replaceAll("'", "''").replace(/[{}]/g, "'$&'")}${end}`,
  )

function explain(error: unknown): string {
  if (error instanceof RangeError) return 'choices stand too deep within one another; write it flatter'
  if (!(error instanceof Error)) throw error
  const advice = advices[error.message] ?? `${error.message}; look at the braces there`
  return `${place(error)}${advice}`
}

const place = (error: Error): string => {
  if (!('location' in error)) return ''
  const { location } = error
  if (typeof location !== 'object' || location === null || !('start' in location)) return ''
  const { start } = location
  if (typeof start !== 'object' || start === null || !('line' in start)) return ''
  return `line ${String(start.line)}: `
}

/** What the reader of ICU MessageFormat calls its faults. */
const advices: Readonly<Record<string, string>> = {
  EXPECT_ARGUMENT_CLOSING_BRACE: "a { is not closed; write {name}, and a brace that is meant as itself as '{'",
  UNMATCHED_CLOSING_BRACE: "a } closes nothing; a brace that is meant as itself is written '}'",
  EMPTY_ARGUMENT: 'there is no name between { and }',
  MALFORMED_ARGUMENT: "what stands between { and } is no name; a brace that is meant as itself is written '{'",
  MISSING_OTHER_CLAUSE: 'the choice has no "other {…}", which is for all the rest',
  EXPECT_ARGUMENT_TYPE: 'behind the comma stands what the value is: plural, select or number',
  INVALID_ARGUMENT_TYPE: 'behind the comma stands what the value is: plural, select or number',
  DUPLICATE_PLURAL_ARGUMENT_SELECTOR: 'a choice names the same case twice',
  DUPLICATE_SELECT_ARGUMENT_SELECTOR: 'a choice names the same case twice',
}
