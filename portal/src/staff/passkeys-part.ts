import { paths } from '../paths.ts'
import type { Html, View } from '../ui/index.ts'
import { button, card, descriptionList, html, postForm } from '../ui/index.ts'
import type { StaffPasskey } from './passkeys.ts'

/** The passkeys of one of the staff, for the administrator whom they ask when they have lost one. */
export function passkeysPart(view: View, staffId: string, passkeys: readonly StaffPasskey[]): Html {
  const { t } = view
  const lead = t(passkeys.length > 0 ? 'staff.passkeys.lead' : 'staff.passkeys.none')
  return html`<h2>${t('staff.passkeys.title')}</h2>
<p>${lead}</p>
${passkeys.map((passkey) => passkeyCard(view, staffId, passkey))}`
}

function passkeyCard(view: View, staffId: string, { id, label, created_at, last_used_at }: StaffPasskey): Html {
  const { t, formats } = view
  const name = html`<bdi>${label ?? t('staff.passkeys.unnamed')}</bdi>`
  const used = last_used_at === null ? [] : [{ term: t('staff.passkeys.used'), value: formats.dateTime(last_used_at) }]
  const take = button({
    label: html`${t('staff.passkeys.take')}<span class="visually-hidden"> ${name}</span>`,
    kind: 'secondary',
    name: 'passkey',
    value: String(id),
  })
  return card({
    title: name,
    body: descriptionList([{ term: t('staff.passkeys.made'), value: formats.date(created_at) }, ...used]),
    actions: postForm(view, { action: paths.admin.staffPasskeys(staffId) }, take),
  })
}
