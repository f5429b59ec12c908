import type { Kept } from '@kerbside/courier'
import type { Html, View } from '../ui/index.ts'
import { card, copyButton, disclosure, emptyState, html, notice, page, verbatim } from '../ui/index.ts'

/**
 * The messages of a development server, so that nobody needs a mail account to try it out.
 * @param messages the newest first; undefined where they leave this machine, and are not kept
 */
export function mailboxPage(view: View, messages: readonly Kept[] | undefined): Html {
  const { t } = view
  const head = { title: t('messages.mailbox.title'), lead: t('messages.mailbox.lead') }
  if (!messages) {
    const [title, body] = [t('messages.mailbox.leaving'), t('messages.mailbox.leavingBody')]
    return page(view, head, notice(view, { tone: 'info', title, body }))
  }
  if (messages.length === 0) {
    const [title, body] = [t('messages.mailbox.emptyTitle'), t('messages.mailbox.emptyBody')]
    return page(view, head, emptyState({ icon: 'message', title, body }))
  }
  return page(view, head, html`${messages.map((message, index) => messageCard(view, message, { open: index === 0 }))}`)
}

/** The HTML part is shown as it is written: the portal's pages let no other page into them. */
function messageCard(view: View, { rendered, envelope }: Kept, { open }: { readonly open: boolean }): Html {
  const { t, formats } = view
  const { channel, at, to } = envelope
  const { subject, text, html: source } = rendered
  const code = codeIn(text)
  return card({
    title: t('messages.mailbox.to', { address: to }),
    body: html`<p>${t('messages.mailbox.at', { channel, time: formats.time(at) })}</p>
${subject ? html`<p>${t('messages.mailbox.subject', { subject })}</p>` : ''}
${code ? html`<p><strong>${verbatim(code)}</strong> ${copyButton(view, { value: code.replace(/\D/g, ''), what: t('messages.mailbox.code') })}</p>` : ''}
${disclosure({ summary: t('messages.mailbox.text'), body: html`<pre dir="auto">${text}</pre>`, open })}
${source ? disclosure({ summary: t('messages.mailbox.html'), body: html`<pre dir="ltr">${source}</pre>` }) : ''}`,
  })
}

/** A code stands alone on a line of a mail, and behind the # in the last line of an SMS. */
const codeIn = (text: string): string | undefined => /^(?:@\S+ #)?(\d[\d -]*\d)$/m.exec(text)?.[1]
