import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { linkButton } from '../parts/button/button.ts'
import { confirmation } from '../parts/confirmation/confirmation.ts'
import { disclosure } from '../parts/disclosure/disclosure.ts'
import { emptyState } from '../parts/empty-state/empty-state.ts'
import { more } from '../parts/more/more.ts'
import { notice } from '../parts/notice/notice.ts'
import type { View } from '../view.ts'
import { specimen } from './specimen.ts'

/** What the page has to say. */
export function messageSpecimens(view: View): Html {
  const { t } = view
  const title = t('ui.sample.heading')
  const body = t('ui.sample.sentence')
  const tones = ['info', 'success', 'warning', 'danger'] as const
  return html`${specimen('notice', html`${tones.map((tone) => notice(view, { tone, title, body }))}${notice(view, { tone: 'info', body })}`)}
${specimen('emptyState', emptyState({ icon: 'bill', title: t('ui.sample.emptyTitle'), body: t('ui.sample.emptyBody') }))}
${specimen('disclosure', html`${disclosure({ summary: title, body })}${disclosure({ summary: title, body, open: true })}`)}
${specimen(
  'more',
  more(
    disclosure({ summary: title, body }),
    disclosure({ summary: title, body }),
    linkButton({ href: '#type', label: t('ui.sample.change'), kind: 'quiet' }),
  ),
)}
${specimen(
  'confirmation',
  confirmation(view, {
    body,
    action: '#confirmation',
    confirm: t('ui.sample.remove'),
    cancel: '#type',
    kind: 'danger',
  }),
)}`
}
