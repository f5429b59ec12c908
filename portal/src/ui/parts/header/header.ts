import { paths } from '../../../paths.ts'
import { brandMark } from '../../brand.ts'
import type { Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import { icon } from '../../icons.ts'
import type { Person, View } from '../../view.ts'
import { postForm } from '../form/form.ts'
import { languageLink } from '../languages/languages.ts'

/** The head of every page: whose portal it is, the language, and the way out for who is signed in. */
export function header(view: View): Html {
  const { nav, person } = view
  return html`<header class="header"><div class="header-bar">
<a${attributes({ class: 'header-home', href: nav?.home ?? paths.home })}>${brandMark()}<span class="header-operator">${view.operator}</span></a>
${nav?.search ? search(view, nav.search) : ''}
<div class="header-end">${person ? whoIsIn(person) : ''}${languageLink(view)}${nav ? signOut(view) : ''}</div>
</div></header>`
}

function search(view: View, action: string): Html {
  const label = view.t('ui.search.label')
  const input = { class: 'input', type: 'search', name: 'q', dir: 'auto', 'aria-label': label, placeholder: label }
  return html`<form${attributes({ class: 'header-search', role: 'search', method: 'get', action })}>
<input${attributes(input)}><button class="button button-secondary" type="submit">${icon('search')}<span class="visually-hidden">${view.t('ui.search.submit')}</span></button>
</form>`
}

function whoIsIn({ name, role }: Person): Html {
  return html`<p class="header-person"><bdi>${name}</bdi>${role ? html` <span class="header-role">${role}</span>` : ''}</p>`
}

/**
 * The button stands in the header and its form at the end of the page ({@link signOutForm}), so that the first form of
 * a page is the one that the page is about.
 */
function signOut(view: View): Html {
  const label = view.t('ui.header.signOut')
  return html`<button class="header-button" type="submit" form="${signOutFormId}">${icon('signOut')}<span class="header-button-label">${label}</span></button>`
}

/** The form of the header's sign-out button; it shows nothing itself. */
export function signOutForm(view: View): Html {
  return view.nav ? postForm(view, { action: view.nav.signOut, id: signOutFormId, hidden: true }, '') : html``
}

const signOutFormId = 'sign-out'
