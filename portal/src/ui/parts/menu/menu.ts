import type { Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import { icon } from '../../icons.ts'
import type { NavLink } from '../../navigation.ts'
import type { View } from '../../view.ts'

/** The menu: one row that scrolls sideways where it must, and a column at the side of a wide staff page. */
export function menu(view: View): Html {
  if (!view.nav) return html``
  const here = currentLink(view.nav.links, view.path)
  const item = (link: NavLink) => {
    const attrs = { class: 'menu-link', href: link.href, 'aria-current': link === here ? 'page' : undefined }
    return html`<li><a${attributes(attrs)}>${icon(link.icon)}<span>${view.t(link.label)}</span></a></li>`
  }
  return html`<nav class="menu" aria-label="${view.t('ui.menu.label')}"><ul class="menu-list">${view.nav.links.map(item)}</ul></nav>`
}

/** The entry to whose part of the portal an address belongs: of those that begin it, the longest. */
function currentLink(links: readonly NavLink[], path: string): NavLink | undefined {
  const fitting = links.flatMap((link) =>
    [link.href, ...(link.covers ?? [])].filter((start) => path.startsWith(start)).map((start) => ({ link, start })),
  )
  return fitting.toSorted((one, other) => other.start.length - one.start.length)[0]?.link
}
