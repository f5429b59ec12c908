import type { Rule } from './check-words.ts'
import { addressFaults } from './check-words.ts'
import type { Tag } from './read-html.ts'
import { readHtml } from './read-html.ts'
import { mark, marks } from './try-out.ts'

/** Elements that lay out words. Nothing that runs, asks, loads or leads elsewhere, save a link that the message itself brings. */
const elements = new Set(
  `html head meta title style body div p span a img br hr h1 h2 h3 h4 strong em b i u small center blockquote pre code
  ul ol li table caption thead tbody tfoot tr th td bdi bdo`.split(/\s+/),
)
const attributes = new Set(
  `lang dir style class id role title alt aria-label aria-hidden align valign width height border cellpadding cellspacing
  bgcolor colspan rowspan charset name content href src`.split(/\s+/),
)
/** Attributes in which words of the message may stand, which are escaped for that. */
const wordy = new Set(['title', 'alt', 'aria-label', 'lang', 'dir'])

/**
 * What is wrong with an HTML part that was tried out. The grammar is narrower than HTML's, so that what is read here is read
 * the same by every mail program.
 * @param links the values that are addresses: of all links only these are allowed
 */
export function* htmlFaults(tried: string, { carries }: Rule, links: ReadonlySet<string>): Iterable<string> {
  const read = readHtml(tried)
  if (typeof read === 'string') return yield read.replace(marks, '{$1}')
  for (const tag of read.tags) yield* tagFaults(tag, links)
  for (const css of read.styles) yield* styleFaults(css)
  if (carries !== 'news' && !read.words.includes(mark(carries))) yield `show {${carries}}, as the text part does`
  if (read.words.trim() === '') yield 'it shows nothing in some case; write what there is to say'
  yield* addressFaults(read.words)
}

function* tagFaults(tag: Tag, links: ReadonlySet<string>): Iterable<string> {
  if (!elements.has(tag.name)) yield `<${tag.name}> is not for mail; lay words out with div, p, table and style`
  for (const [name, value] of tag.attributes) {
    if (!attributes.has(name)) yield `${name}="…" is not for mail; take it out`
    else if (name === 'href' || name === 'src') yield* targetFaults(tag.name, name, value, links)
    else if (name === 'style') yield* styleFaults(value)
    else if (!wordy.has(name) && value.search(marks) >= 0)
      yield `${name}="…" cannot be filled in; placeholders stand between tags, and in title, alt, lang and dir`
  }
  if (tag.name === 'meta' && !isHarmlessMeta(tag))
    yield '<meta> may say charset, viewport or color-scheme, and nothing else'
}

const pictures = /^data:image\/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+$/

function* targetFaults(tag: string, name: string, value: string, links: ReadonlySet<string>): Iterable<string> {
  if (tag === 'img' && name === 'src') {
    if (!pictures.test(value)) yield 'a picture that is loaded tells who reads; put it in as data:image/png;base64,…'
    return
  }
  const [, link = ''] = /^\uE000(\w+)\uE001$/.exec(value) ?? []
  if (tag === 'a' && name === 'href' && links.has(link)) return
  const allowed = [...links].map((each) => `href="{${each}}" where it is not none`)
  const way = allowed.length > 0 ? `this message has ${allowed.join(', ')}` : 'this message has none'
  yield `${name}="${value.replace(marks, '{$1}').slice(0, 60)}" leads elsewhere; of links ${way}`
}

/** Style sheets colour and measure; they load nothing and hold no words of others. */
function* styleFaults(css: string): Iterable<string> {
  if (css.search(marks) >= 0) yield 'a style cannot be filled in; take the placeholder out of it'
  const [, loads] =
    /(url\s*\(|image-set|image\s*\(|src\s*\(|@import|@font-face|expression|behavior|-moz-binding|\\|&(?!quot;|amp;))/i.exec(
      css,
    ) ?? []
  if (loads !== undefined) yield `a style may not hold ${JSON.stringify(loads)}: nothing is loaded from a mail`
}

const harmlessNames = new Set(['viewport', 'color-scheme', 'supported-color-schemes'])

function isHarmlessMeta({ attributes }: Tag): boolean {
  const [first, ...others] = attributes
  if (first?.[0] === 'charset') return others.length === 0
  return first?.[0] === 'name' && harmlessNames.has(first[1]) && others.length === 1 && others[0]?.[0] === 'content'
}
