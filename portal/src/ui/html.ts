import { html, raw } from 'hono/html'

export { html }

/** A piece of a page, escaped already. */
export type Html = ReturnType<typeof html>

/** What a part may be given to show: words, which it escapes, or a piece of a page. */
export type Content = string | number | Html | readonly Content[]

/** Attributes by name. `true` writes the bare name; `undefined` and `false` leave the attribute out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** Attributes that lead somewhere: escaping alone would let `javascript:` through. */
const leadingAttributes: ReadonlySet<string> = new Set(['href', 'action', 'formaction', 'src'])

/**
 * Writes attributes, each with a space before it and its value quoted and escaped, to stand inside a tag:
 * html`<input${attributes({ name: 'email', required: true })}>`.
 * @throws RangeError for an address that leads anywhere but to this site, to https, mail or a telephone
 */
export function attributes(values: Attributes): Html {
  let text = ''
  for (const name of Object.keys(values)) {
    const value = values[name]
    if (value === undefined || value === false) continue
    if (leadingAttributes.has(name)) requireHarmless(String(value))
    text += value === true ? ` ${name}` : ` ${name}="${escapeQuoted(String(value))}"`
  }
  // Names are constants of the parts, and values are escaped one line above.
  return raw(text)
}

/** Most values hold nothing to escape, and looking is cheaper than four replacements. */
function escapeQuoted(text: string): string {
  if (!/[&"<>]/.test(text)) return text
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function requireHarmless(address: string): void {
  if (/^(\/(?![/\\])|[?#]|https:\/\/|mailto:|tel:)/.test(address) || address === '') return
  throw new RangeError(`A page may not lead to ${JSON.stringify(address)}.`)
}
