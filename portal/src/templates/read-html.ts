/** What an HTML text is made of. */
export interface ReadHtml {
  readonly tags: readonly Tag[]
  /** What a reader sees; not the title. */
  readonly words: string
  /** The contents of its style sheets. */
  readonly styles: readonly string[]
}

/** A start tag. */
export interface Tag {
  readonly name: string
  /** As they are written, a repeated one too. */
  readonly attributes: readonly (readonly [name: string, value: string])[]
}

const piece =
  /<!doctype html>|<(?<end>\/?)(?<name>[a-z][a-z0-9]*)(?<rest>(?:\s+[a-z][a-z-]*(?:="[^"<>]*")?)*)\s*\/?>|(?<words>[^<]+)/iy
const attribute = /([a-z][a-z-]*)(?:="([^"<>]*)")?/gi

/**
 * Reads HTML by a grammar that leaves nothing to guess: tags in full, values between double quotes, no comments.
 * @returns a text that says what could not be read
 */
export function readHtml(html: string): ReadHtml | string {
  const tags: Tag[] = []
  const styles: string[] = []
  let words = ''
  let within = ''
  piece.lastIndex = 0
  while (piece.lastIndex < html.length) {
    const at = piece.lastIndex
    const groups = piece.exec(html)?.groups
    if (!groups) return unreadable(html, at)
    const { end, name = '', rest = '', words: text } = groups
    if (text !== undefined) {
      if (within === 'style') styles.push(text)
      else if (within !== 'title') words += text
    } else if (name !== '') {
      const lower = name.toLowerCase()
      // A browser looks for nothing but their end in these two.
      if (within !== '' && !(end && lower === within)) return `<${within}> is not closed; write </${within}>`
      within = end || !['style', 'title'].includes(lower) ? '' : lower
      if (!end) tags.push({ name: lower, attributes: attributesOf(rest) })
    }
  }
  return within === '' ? { tags, words, styles } : `<${within}> is not closed; write </${within}>`
}

const attributesOf = (text: string): [string, string][] =>
  Array.from(text.matchAll(attribute), ([, name = '', value = '']) => [name.toLowerCase(), value])

function unreadable(html: string, at: number): string {
  const start = JSON.stringify(html.slice(at, at + 30))
  if (html.startsWith('<!--', at)) return `comments travel with each mail; take ${start} out`
  return `${start} is no tag that can be read; write <name attribute="value">, and &lt; for a < that is meant`
}
