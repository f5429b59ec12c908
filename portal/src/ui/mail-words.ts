import type { Direction } from '../locales/index.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'

// Digits in groups stay together: who copies half a pass types half a pass.
const groups = /(\d{3,4}(?: \d{3,4})+)/
// In a line that runs from the right: an address, a number, a Latin name, from its first to its last sign that is no punctuation.
const groupsAndRuns = /(\d{3,4}(?: \d{3,4})+|[\w+*](?:[\x20-\x7e]*[\w/*])?)/

/**
 * A paragraph of a mail, with its line breaks. What runs from left to right within a line that does not is held together, so that
 * no slash or plus jumps to its other end: Unicode UAX #9, which leaves them to the line.
 */
export function mailWords(text: string, direction: Direction): Html {
  const held = direction === 'rtl' ? groupsAndRuns : groups
  return html`${text.split('\n').map((line, index) => html`${index > 0 ? html`<br>` : ''}${line.split(held).map(piece)}`)}`
}

/** Every second piece is what stood in the parentheses. */
const piece = (text: string, index: number): string | Html => {
  if (index % 2 === 0) return text
  const style = groups.test(text) ? html` style="white-space:nowrap"` : ''
  return html`<span dir="ltr"${style}>${text}</span>`
}
