import type { Content, Html, View } from '../../ui/index.ts'
import { button, card, descriptionList, html, postForm } from '../../ui/index.ts'
import type { Passkey } from './queries.ts'

/** Somebody's passkeys, each with its way out where `remove` takes one. */
export function passkeyCards(view: View, passkeys: readonly Passkey[], remove?: string): Html {
  return html`${passkeys.map((passkey) => passkeyCard(view, passkey, remove))}`
}

function passkeyCard(view: View, passkey: Passkey, remove: string | undefined): Html {
  const { t, formats } = view
  const { id, label, created_at, last_used_at } = passkey
  const name = html`<bdi>${label ?? t('sign-in.sessions.unknownDevice')}</bdi>`
  const facts = [
    { term: t('sign-in.passkey.made'), value: formats.date(created_at) },
    ...(last_used_at === null ? [] : [{ term: t('sign-in.passkey.lastUsed'), value: formats.dateTime(last_used_at) }]),
  ]
  return card({
    title: name,
    body: descriptionList(facts),
    actions: remove === undefined ? undefined : postForm(view, { action: remove }, removeButton(view, id, name)),
  })
}

/** The label names the passkey for whoever hears the page instead of seeing the card. */
const removeButton = ({ t }: View, id: number, name: Content): Html =>
  button({
    label: html`${t('sign-in.passkey.remove')}<span class="visually-hidden"> ${name}</span>`,
    kind: 'secondary',
    name: 'passkey',
    value: String(id),
  })
