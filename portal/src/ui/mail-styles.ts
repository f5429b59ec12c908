import { readUiFile } from './assets.ts'
import type { Scheme } from './tokens.ts'
import { readTokens } from './tokens.ts'

const token = tokensOf('light')
const darkToken = tokensOf('dark')

/** Gives the value of a token, followed through the tokens that it refers to: mail programs know no custom properties. */
function tokensOf(scheme: Scheme): (name: string) => string {
  const tokens = readTokens(readUiFile('tokens.css'), scheme)
  return function token(name: string): string {
    const value = tokens.get(name)
    if (value === undefined) throw new RangeError(`There is no token ${name}.`)
    return value.replace(/var\((--[\w-]+)\)/g, (_, other: string) => token(other))
  }
}

const font = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Noto Sans,sans-serif'

/** Styles for the elements of a mail, in the colours of the pages; each goes into a `style` attribute. */
export const mailStyles = {
  body: `margin:0;padding:24px 16px;background:${token('--color-paper')};color:${token('--color-ink')};${font};font-size:17px;line-height:1.5`,
  sheet: `max-width:32em;margin:0 auto;padding:24px;background:${token('--color-sheet')};border-radius:16px`,
  operator: `margin:0 0 24px;padding:0 0 12px;border-bottom:3px solid ${token('--color-accent')};font-weight:700;color:${token('--color-brand')}`,
  paragraph: 'margin:0 0 16px',
  ticket: `margin:24px 0;padding:16px;background:${token('--color-hollow')};border-radius:10px`,
  code: 'display:inline-block;margin-inline-end:12px;font-size:34px;font-weight:700;line-height:1.2;letter-spacing:4px;vertical-align:middle',
  mark: `display:inline-block;padding:2px 10px;font-size:24px;vertical-align:middle;letter-spacing:2px;background:${token('--color-accent')};color:${token('--color-on-accent')};border-radius:6px;font-weight:700`,
  foot: `max-width:34em;margin:16px auto 0;padding:0 24px;font-size:14px;color:${token('--color-ink-soft')}`,
} as const

/** The colours for a dark screen, where the program asks for them; they have to outdo the styles of the elements. */
export const darkMail = `@media (prefers-color-scheme: dark) {
.paper { background: ${darkToken('--color-paper')} !important; color: ${darkToken('--color-ink')} !important }
.sheet { background: ${darkToken('--color-sheet')} !important }
.operator { color: ${darkToken('--color-brand')} !important }
.ticket { background: ${darkToken('--color-hollow')} !important }
.foot { color: ${darkToken('--color-ink-soft')} !important }
}`
