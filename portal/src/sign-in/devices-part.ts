import type { KnownDevice } from '@kerbside/otp'
import { paths } from '../paths.ts'
import type { Html, View } from '../ui/index.ts'
import { button, card, descriptionList, html, postForm } from '../ui/index.ts'
import { nameOfAgent } from './agent-name.ts'

/** The devices that a contact is known on, for `/account/`; nothing where it is known on none. */
export function devicesPart(view: View, devices: readonly KnownDevice[]): Html {
  if (devices.length === 0) return html``
  const { t } = view
  return html`<h2>${t('sign-in.devices.title')}</h2>
<p>${t('sign-in.devices.lead')}</p>
${devices.map((device) => deviceCard(view, device))}`
}

function deviceCard(view: View, { id, label, lastUsedAt }: KnownDevice): Html {
  const { t, formats } = view
  const forget = button({
    label: t('sign-in.devices.forget'),
    kind: 'secondary',
    name: 'device',
    value: String(id),
  })
  return card({
    title: html`<bdi>${nameOfAgent(label ?? '') ?? t('sign-in.sessions.unknownDevice')}</bdi>`,
    body: descriptionList([{ term: t('sign-in.devices.lastUsed'), value: formats.dateTime(lastUsedAt) }]),
    actions: postForm(view, { action: paths.accountDevices }, forget),
  })
}
