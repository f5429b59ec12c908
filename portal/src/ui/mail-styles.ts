import { readUiFile } from './assets.ts'
import { readTokens } from './tokens.ts'

const light = readTokens(readUiFile('tokens.css'), 'light')

/** The value of a token, followed through the tokens that it refers to: mail programs know no custom properties. */
function token(name: string): string {
  const value = light.get(name)
  if (value === undefined) throw new RangeError(`There is no token ${name}.`)
  return value.replace(/var\((--[\w-]+)\)/g, (_, other: string) => token(other))
}

const font = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Noto Sans,sans-serif'

/** Styles for the elements of a mail, in the colours of the pages; each goes into a `style` attribute. */
export const mailStyles = {
  body: `margin:0;padding:24px 16px;background:${token('--color-paper')};color:${token('--color-ink')};${font};font-size:17px;line-height:1.5`,
  sheet: 'max-width:34em;margin:0 auto',
  paragraph: 'margin:0 0 16px',
  code: `margin:24px 0;font-size:34px;font-weight:700;letter-spacing:4px;text-align:start;color:${token('--color-ink')}`,
  foot: `margin:32px 0 0;font-size:14px;color:${token('--color-ink-soft')}`,
} as const
