import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { icon } from '../icons.ts'
import { button, buttonRow, linkButton } from '../parts/button/button.ts'
import { matchLine, matchMark } from '../parts/match-mark/match-mark.ts'
import { tag } from '../parts/tag/tag.ts'
import type { View } from '../view.ts'
import { specimen } from './specimen.ts'

/** Words, marks and tags. */
export function typeSpecimens({ t, rich }: View): Html {
  const mark = matchMark('K7')
  const link = (words: unknown) => html`<a href="#type">${words}</a>`
  return html`${specimen(
    'type',
    html`<h2>${t('ui.sample.heading')}</h2><p>${rich('ui.sample.paragraph', { link })}</p>
<h3>${t('ui.sample.heading')}</h3><ul><li>${t('ui.sample.emailLabel')}</li><li>${t('ui.sample.phoneLabel')}</li></ul>
<p><small>${t('ui.sample.hint')}</small></p>`,
  )}
${specimen('matchMark, matchLine', html`<p>${rich('ui.sample.mark', { mark })}</p>${matchLine(rich('ui.sample.mark', { mark }))}`)}
${specimen(
  'tag',
  html`<p>${tag('neutral', t('ui.sample.draft'))} ${tag('info', t('ui.sample.open'))} ${tag('success', t('ui.sample.paid'))}
${tag('warning', t('ui.sample.due'))} ${tag('danger', t('ui.sample.overdue'))}</p>`,
)}`
}

/** Buttons, loud to quiet, and one that waits. */
export function buttonSpecimens({ t }: View): Html {
  const label = t('ui.sample.action')
  return specimen(
    'button, linkButton, buttonRow',
    html`
${buttonRow(button({ label }), button({ label, kind: 'secondary' }), button({ label, kind: 'quiet' }), button({ label, kind: 'danger' }))}
${buttonRow(button({ label, kind: 'secondary', icon: 'copy' }), linkButton({ href: '#type', label }))}
${buttonRow(html`<button class="button button-primary" type="button" aria-disabled="true">${icon('check')}<span>${label}</span></button>`)}`,
  )
}
