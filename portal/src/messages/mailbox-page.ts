import type { Kept } from '@kerbside/courier'
import type { Html, View } from '../ui/index.ts'
import { card, emptyState, html, page } from '../ui/index.ts'

/** The messages of a development server, so that nobody needs a mail account to try it out. */
export function mailboxPage(view: View, messages: readonly Kept[]): Html {
  const { t } = view
  const empty = emptyState({
    icon: 'feedback',
    title: t('messages.mailbox.emptyTitle'),
    body: t('messages.mailbox.emptyBody'),
  })
  return page(
    view,
    { title: t('messages.mailbox.title'), lead: t('messages.mailbox.lead') },
    messages.length === 0 ? empty : html`${messages.map((message) => messageCard(view, message))}`,
  )
}

function messageCard({ t, formats }: View, { rendered, envelope }: Kept): Html {
  const { channel, at, to } = envelope
  return card({
    title: t('messages.mailbox.to', { address: to }),
    body: html`<p>${t('messages.mailbox.at', { channel, time: formats.time(at) })}</p>
${rendered.subject ? html`<p>${t('messages.mailbox.subject', { subject: rendered.subject })}</p>` : ''}
<pre dir="auto">${rendered.text}</pre>`,
  })
}
