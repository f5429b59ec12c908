import { raw } from 'hono/html'
import type { Html } from './html.ts'
import { html } from './html.ts'

/** Drawn on a field of 24 by 24 with a line of even weight; one path each. */
const drawings = {
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.9-3.6 3.9-5.5 7.5-5.5s6.6 1.9 7.5 5.5',
  back: 'M15 5l-7 7 7 7',
  bill: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9.5 8h5M9.5 12h5',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  code: 'M4 7h16v10H4zM8 12h.01M12 12h.01M16 12h.01',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  customers:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.7-3.2 3.2-5 6.5-5s5.8 1.8 6.5 5M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.9c1.8.7 3 2.3 3.5 4.6',
  danger: 'M12 7.5v5.5M12 16.5h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  device: 'M3 5h18v11H3zM8.5 20h7M12 16v4',
  feedback: 'M4 5h16v11h-8.5L7 20v-4H4z',
  home: 'M4 11.5L12 4l8 7.5M6 10v10h12V10M10 20v-5.5h4V20',
  info: 'M12 11v5.5M12 7.5h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  key: 'M14.5 9.5a4.5 4.5 0 1 0-3.2 4.3l1.7 1.7h2v2h2v2h3.5v-3l-6.2-6.2a4.5 4.5 0 0 0 .2-.8zM8.5 8.5h.01',
  language:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c2.5 2.6 3.7 5.6 3.7 9s-1.2 6.4-3.7 9c-2.5-2.6-3.7-5.6-3.7-9S9.5 5.6 12 3z',
  message: 'M3 6h18v12H3zM3.5 6.5L12 13l8.5-6.5',
  next: 'M9 5l7 7-7 7',
  payment: 'M3 6.5h18v11H3zM3 10.5h18M6.5 14.5h4',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20.5 20.5',
  signOut: 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4',
  statement: 'M5 4h14v16H5zM8.5 9h7M8.5 12.5h7M8.5 16h4',
  success: 'M8 12.3l2.8 2.8L16 9.5M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  warning: 'M12 9.5v4.5M12 17h.01M12 3.5L2.5 20h19z',
} as const

export type IconName = keyof typeof drawings

/** These point along the line of reading, so they turn round where it runs from right to left. */
const directional: ReadonlySet<IconName> = new Set(['back', 'next', 'signOut'])

/** An icon beside words that say the same; it tells a screen reader nothing. */
export function icon(name: IconName): Html {
  const turning = directional.has(name) ? ' icon-directional' : ''
  // A constant of this file, so nothing in it needs escaping.
  const path = raw(`<path d="${drawings[name]}"/>`)
  return html`<svg class="icon${turning}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${path}</svg>`
}
