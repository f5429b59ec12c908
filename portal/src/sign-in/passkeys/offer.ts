import type { Config } from '../../config.ts'
import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import { html, linkButton, notice } from '../../ui/index.ts'
import type { Staff } from '../../web/identity.ts'
import type { Parts } from '../../web/parts.ts'
import type { Passkey } from './queries.ts'
import { passkeysOf } from './queries.ts'
import { relyingPartyOf } from './relying-party.ts'

/** For the page on which staff arrive: who has no passkey is offered one, the others find their own. */
export function passkeyOffer(view: View, config: Config, { passkey }: Staff): Html {
  if (!relyingPartyOf(config)) return html``
  const href = paths.staff.passkey
  if (passkey !== 'none')
    return linkButton({ href, label: view.t('sign-in.passkey.staff.ownTitle'), kind: 'quiet', icon: 'key' })
  const link = (words: unknown) => html`<a href="${href}">${words}</a>`
  return notice(view, { tone: 'info', body: view.rich('sign-in.passkey.staff.offer', { link }) })
}

/** The passkeys of a customer's contact, for `/account/`; undefined where browsers have none for this site. */
export const passkeysForAccount = async (
  { config, db }: Pick<Parts, 'config' | 'db'>,
  contact: string,
): Promise<readonly Passkey[] | undefined> => (relyingPartyOf(config) ? passkeysOf(db, { contact }) : undefined)
