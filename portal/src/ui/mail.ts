import type { Locale } from '../locales/index.ts'
import { directions } from '../locales/index.ts'
import { html } from './html.ts'
import { mailStyles } from './mail-styles.ts'

/** What a mail says, in order: paragraphs, and at most one code that stands alone. */
export interface Mail {
  readonly locale: Locale
  readonly subject: string
  /** Whose mail it is, as a letterhead. */
  readonly operator: string
  readonly body: readonly (string | MailedCode)[]
  /** Who sent it, in small print. */
  readonly foot: string
}

/** A code, and the mark by which its page is known; the text part has the mark in its sentences. */
export interface MailedCode {
  readonly code: string
  readonly mark: string
}

/**
 * Both parts of a mail, which say the same. Mail programs know no style sheets, so each element carries its own style, from
 * the same tokens as the pages. There is nothing remote in it.
 */
export function mail({ locale, subject, operator, body, foot }: Mail): { subject: string; text: string; html: string } {
  const lines = body.map((part) => (typeof part === 'string' ? part : part.code))
  const elements = body.map((part) =>
    typeof part === 'string'
      ? html`<p style="${mailStyles.paragraph}">${part}</p>
`
      : html`<p style="${mailStyles.ticket}"><span dir="ltr" style="${mailStyles.code}">${part.code}</span>
<span style="${mailStyles.mark}">${part.mark}</span></p>
`,
  )
  const document = html`<!doctype html>
<html lang="${locale}" dir="${directions[locale]}">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${subject}</title></head>
<body style="${mailStyles.body}">
<div style="${mailStyles.sheet}">
<p style="${mailStyles.operator}">${operator}</p>
${elements}</div>
<p style="${mailStyles.foot}">${foot}</p>
</body>
</html>
`
  return { subject, text: `${[...lines, foot].join('\n\n')}\n`, html: String(document) }
}
