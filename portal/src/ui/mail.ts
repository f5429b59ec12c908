import type { Locale } from '../locales/index.ts'
import { directions } from '../locales/index.ts'
import { html } from './html.ts'
import { mailStyles } from './mail-styles.ts'

/** What a mail says, in order: paragraphs, and at most one code that stands alone. */
export interface Mail {
  readonly locale: Locale
  readonly subject: string
  readonly body: readonly (string | { readonly code: string })[]
  /** Who sent it, in small print. */
  readonly foot: string
}

/**
 * Both parts of a mail, which say the same. Mail programs know no style sheets, so each element carries its own style, from
 * the same tokens as the pages. There is nothing remote in it.
 */
export function mail({ locale, subject, body, foot }: Mail): { subject: string; text: string; html: string } {
  const lines = body.map((part) => (typeof part === 'string' ? part : part.code))
  const elements = body.map((part) =>
    typeof part === 'string'
      ? html`<p style="${mailStyles.paragraph}">${part}</p>
`
      : html`<p dir="ltr" style="${mailStyles.code}">${part.code}</p>
`,
  )
  const document = html`<!doctype html>
<html lang="${locale}" dir="${directions[locale]}">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${subject}</title></head>
<body style="${mailStyles.body}">
<div style="${mailStyles.sheet}">
${elements}<p style="${mailStyles.foot}">${foot}</p>
</div>
</body>
</html>
`
  return { subject, text: `${[...lines, foot].join('\n\n')}\n`, html: String(document) }
}
