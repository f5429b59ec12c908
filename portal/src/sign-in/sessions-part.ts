import { maskContact } from '@kerbside/otp'
import { paths } from '../paths.ts'
import type { Html, View } from '../ui/index.ts'
import { button, card, descriptionList, html, postForm, tag } from '../ui/index.ts'
import { nameOfAgent } from './agent-name.ts'
import type { SignedInDevice } from './sessions.ts'

/** The devices that a contact is signed in on, for `/account/`. */
export function sessionsPart(view: View, contact: string, devices: readonly SignedInDevice[], own: number): Html {
  const { t } = view
  const endAll = button({ label: t('sign-in.sessions.endAll'), kind: 'secondary', name: 'session', value: 'all' })
  const all = postForm(view, { action: paths.accountSessions }, endAll)
  return html`<h2>${t('sign-in.sessions.title')}</h2>
<p>${view.rich('sign-in.sessions.lead', { contact: html`<bdi>${maskContact(contact)}</bdi>` })}</p>
${devices.map((device) => deviceCard(view, device, device.id === own))}
${all}`
}

function deviceCard(view: View, device: SignedInDevice, isOwn: boolean): Html {
  const { t, formats } = view
  const agent = device.kind === 'api' ? t('sign-in.sessions.program') : nameOfAgent(device.userAgent)
  const facts = [
    { term: t('sign-in.sessions.since'), value: formats.dateTime(device.createdAt) },
    { term: t('sign-in.sessions.lastSeen'), value: formats.dateTime(device.lastSeenAt) },
    ...(device.clientAddress
      ? [{ term: t('sign-in.sessions.address'), value: html`<bdi>${device.clientAddress}</bdi>` }]
      : []),
  ]
  const end = button({ label: t('sign-in.sessions.end'), kind: 'secondary', name: 'session', value: String(device.id) })
  return card({
    title: html`<bdi>${agent ?? t('sign-in.sessions.unknownDevice')}</bdi>${isOwn ? html` ${tag('info', t('sign-in.sessions.this'))}` : ''}`,
    body: descriptionList(facts),
    actions: isOwn ? undefined : postForm(view, { action: paths.accountSessions }, end),
  })
}
