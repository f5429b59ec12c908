import type { Direction, Locale } from '../locales/index.ts'
import { directions } from '../locales/index.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import { darkMail, mailStyles } from './mail-styles.ts'
import { mailWords } from './mail-words.ts'

/** What a mail says, in order: paragraphs, and at most one code that stands alone. */
export interface Mail {
  readonly locale: Locale
  readonly subject: string
  /** Whose mail it is, as a letterhead. */
  readonly operator: string
  /** A paragraph may have several lines. */
  readonly body: readonly (string | MailedCode)[]
  /** Who sent it, in small print. Whoever says the whole mail otherwise says this too, and has none. */
  readonly foot?: string
}

/** A code, and the mark by which its page is known; the text part has the mark in its sentences. */
export interface MailedCode {
  readonly code: string
  readonly mark: string
}

/**
 * Both parts of a mail, which say the same. Many mail programs know no style sheets, so each element carries its own style, from
 * the same tokens as the pages; one that follows the scheme of the screen finds the dark colours in a sheet. There is nothing
 * remote in it.
 */
export function mail({ locale, subject, operator, body, foot }: Mail): { subject: string; text: string; html: string } {
  const lines = body.map((part) => (typeof part === 'string' ? part : part.code))
  const direction = directions[locale]
  const document = html`<!doctype html>
<html lang="${locale}" dir="${direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${subject}</title>
<style>${darkMail}</style></head>
<body class="paper" style="${mailStyles.body}">
<div class="sheet" style="${mailStyles.sheet}">
<p class="operator" style="${mailStyles.operator}">${operator}</p>
${body.map((part) => block(part, direction))}</div>
${foot === undefined ? '' : html`<p class="foot" style="${mailStyles.foot}">${mailWords(foot, direction)}</p>\n`}</body>
</html>
`
  const text = foot === undefined ? lines : [...lines, foot]
  return { subject, text: `${text.join('\n\n')}\n`, html: String(document) }
}

function block(part: string | MailedCode, direction: Direction): Html {
  if (typeof part === 'string') return html`<p style="${mailStyles.paragraph}">${mailWords(part, direction)}</p>\n`
  return html`<p class="ticket" style="${mailStyles.ticket}"><span style="${mailStyles.code}"><span dir="ltr">${part.code}</span></span>
<span style="${mailStyles.mark}">${part.mark}</span></p>
`
}
