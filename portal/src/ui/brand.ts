import { raw } from 'hono/html'
import { readUiFile } from './assets.ts'
import type { Html } from './html.ts'

/** The mark of Kerbside, a bin on the kerb, drawn into the page beside the operator's name. Decoration: the name is read. */
export function brandMark(): Html {
  return mark
}

/** `favicon.svg`, so that there is one drawing; without its title, which would appear under the mouse. */
const drawing = readUiFile('favicon.svg').replace(/<title>.*<\/title>/, '')

// A file of ours, read once at start: nothing in it comes from outside.
const mark = raw(drawing.replace('<svg ', '<svg class="brand-mark" aria-hidden="true" focusable="false" '))
