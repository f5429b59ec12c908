import { assetPath, themeColors } from './assets.ts'
import type { FormState } from './form-state.ts'
import { emptyForm, isRefused } from './form-state.ts'
import type { Content, Html } from './html.ts'
import { attributes, html } from './html.ts'
import { errorSummary } from './parts/error-summary/error-summary.ts'
import { footer } from './parts/footer/footer.ts'
import { header, signOutForm } from './parts/header/header.ts'
import { menu } from './parts/menu/menu.ts'
import { flash } from './parts/notice/notice.ts'
import type { View } from './view.ts'

export type Page = {
  /** The title of the page and its first heading. */
  readonly title: string
  /** The heading, where it says more than the title: a name with its mark. */
  readonly heading?: Content | undefined
  /** Buttons beside the heading, for what is done from here: "Add a customer". */
  readonly actions?: Content | undefined
  /** A sentence below the heading. */
  readonly lead?: Content | undefined
  /** The form on the page: what is wrong with it stands above the heading and in the title. */
  readonly form?: FormState | undefined
  /** `column` for reading and forms; `wide` for tables. A page of staff is wide unless it says otherwise. */
  readonly width?: 'column' | 'wide' | undefined
}

/** A whole document around the body of a page: its shell comes from the view's navigation, without which it has none. */
export function page(view: View, { form = emptyForm, ...head }: Page, body: Content): Html {
  const shell = view.nav?.shell ?? 'public'
  const width = head.width ?? (shell === 'staff' ? 'wide' : 'column')
  const title = isRefused(form) ? view.t('ui.layout.errorTitle', { title: head.title }) : head.title
  return html`<!doctype html>
<html lang="${view.locale}" dir="${view.dir}">
${documentHead(view, title)}
<body class="shell shell-${shell}">
<a class="skip-link" href="#main">${view.t('ui.layout.skip')}</a>
${header(view)}
${menu(view)}
<main class="main main-${width}" id="main" tabindex="-1">
${flash(view)}${errorSummary(view, form)}
<div class="page-head">
<h1>${head.heading ?? head.title}</h1>
${head.actions ? html`<div class="page-actions">${head.actions}</div>` : ''}
${head.lead ? html`<p class="lead">${head.lead}</p>` : ''}
</div>
${body}
</main>
${footer(view)}
${signOutForm(view)}
</body>
</html>
`
}

function documentHead(view: View, title: string): Html {
  const themes = themeColors.map(
    ({ scheme, color }) =>
      html`<meta${attributes({ name: 'theme-color', media: `(prefers-color-scheme: ${scheme})`, content: color })}>`,
  )
  return html`<head>
<meta charset="utf-8">
<title>${view.t('ui.layout.title', { title, operator: view.operator })}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
${themes}
<link rel="icon" type="image/svg+xml" href="${assetPath('favicon.svg')}">
<link rel="stylesheet" href="${assetPath('portal.css')}">
<script type="module" src="${assetPath('portal.js')}"></script>
</head>`
}
