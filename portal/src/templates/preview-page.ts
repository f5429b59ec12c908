import { readFileSync } from 'node:fs'
import { directions, languageName } from '../locales/index.ts'
import type { Html, View } from '../ui/index.ts'
import { assetPath, card, disclosure, findAsset, html } from '../ui/index.ts'
import type { PreviewedCase, PreviewFile, Spoken } from './preview.ts'
import { htmlPath } from './preview.ts'

/** The page that shows all messages side by side, and its style sheets. It is opened from a disk: it stands alone. */
export function previewPage(view: View, cases: readonly PreviewedCase[], own: number): PreviewFile[] {
  const portalStyles = findAsset(assetPath('portal.css'))?.identity ?? ''
  return [
    ['index.html', String(document(view, cases, own))],
    ['portal.css', portalStyles],
    ['preview.css', readFileSync(new URL('./preview.css', import.meta.url), 'utf8')],
  ]
}

function document(view: View, cases: readonly PreviewedCase[], own: number): Html {
  const title = view.t('templates.preview.title')
  return html`<!doctype html>
<html lang="${view.locale}" dir="${view.dir}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="portal.css">
<link rel="stylesheet" href="preview.css">
</head>
<body>
<main class="main main-wide">
<h1>${title}</h1>
<p class="lead">${view.t('templates.preview.lead', { own })}</p>
${cases.map((each) => section(view, each))}
</main>
</body>
</html>
`
}

function section(view: View, each: PreviewedCase): Html {
  const { message, sample, spoken } = each
  return html`<section class="preview" id="${message}-${sample}">
<h2><code>${message}</code> <small>${sample}</small></h2>
<div class="preview-languages">
${spoken.map((one) => inLanguage(view, each, one))}
</div>
</section>`
}

function inLanguage({ t }: View, { message, sample }: PreviewedCase, { locale, mail, sms, segments }: Spoken): Html {
  const named = t('templates.preview.mail', { subject: mail.subject ?? '' })
  const spoken = { lang: locale, dir: directions[locale] }
  return card({
    title: languageName(locale),
    body: html`<p>${named}</p>
<iframe class="preview-mail" title="${named} (${locale})" src="${htmlPath(message, sample, locale)}" sandbox loading="lazy"></iframe>
${disclosure({ summary: t('templates.preview.text'), body: html`<pre lang="${spoken.lang}" dir="${spoken.dir}">${mail.text}</pre>` })}
<p>${t('templates.preview.sms', { segments, signs: [...sms].length })}</p>
<pre class="preview-sms" lang="${spoken.lang}" dir="${spoken.dir}">${sms}</pre>`,
  })
}
