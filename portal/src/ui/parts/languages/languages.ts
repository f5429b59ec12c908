import type { Locale } from '../../../locales/index.ts'
import { languageName, locales } from '../../../locales/index.ts'
import { paths } from '../../../paths.ts'
import type { Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import { icon } from '../../icons.ts'
import type { View } from '../../view.ts'
import { postForm } from '../form/form.ts'

/** The fields that the chooser sends: the language, and the address to come back to. */
export const languageFields = { language: 'language', back: 'back' } as const

const chooserId = 'languages'

/** Leads to the chooser, from anywhere on a page. */
export const languagesHref = `#${chooserId}`

/** In the header: the language of the page, leading to the others at its foot. No menu to fold out, so no script. */
export function languageLink(view: View): Html {
  const label = view.t('ui.languages.link', { language: names[view.locale] })
  return html`<a class="header-button" href="${languagesHref}" aria-label="${label}">${icon('language')}<span>${names[view.locale]}</span></a>`
}

/** At the foot of the page: every language by its own name, readable to whoever cannot read the page. */
export function languageChooser(view: View): Html {
  const back = html`<input${attributes({ type: 'hidden', name: languageFields.back, value: view.path })}>`
  const choices = locales.map((locale) => choice(locale, view.locale))
  return html`<section class="languages" id="${chooserId}" tabindex="-1" aria-label="${view.t('ui.languages.label')}">
${postForm(view, { action: paths.language, class: 'languages-form' }, html`${back}${choices}`)}
</section>`
}

function choice(locale: Locale, current: Locale): Html {
  const attrs = {
    type: 'submit',
    class: 'languages-choice',
    name: languageFields.language,
    value: locale,
    lang: locale,
    'aria-current': locale === current ? 'true' : undefined,
  }
  return html`<button${attributes(attrs)}>${names[locale]}</button>`
}

const names: Readonly<Record<Locale, string>> = {
  en: languageName('en'),
  es: languageName('es'),
  ne: languageName('ne'),
  ar: languageName('ar'),
}
