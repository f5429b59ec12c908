import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import { passkeyForm } from '../../ui/index.ts'
import type { NewPasskey } from './options.ts'
import { creationOptions, requestOptions } from './options.ts'
import type { Passkey } from './queries.ts'
import type { RelyingParty } from './relying-party.ts'

/** What a form asks a passkey to sign, and for whom. */
export interface Asked {
  readonly party: RelyingParty
  readonly nonce: string
}

/** The button that signs a customer in without a code, whoever it is: nothing on the page tells who has a passkey. */
export const signInForm = (view: View, { party, nonce }: Asked): Html =>
  passkeyForm(view, {
    action: paths.otp.passkey,
    does: 'get',
    options: requestOptions(party, nonce, []),
    label: view.t('sign-in.passkey.signIn'),
    kind: 'secondary',
    failed: view.t('sign-in.passkey.brokenOff'),
  })

/** Asks for one of these passkeys. */
export const showForm = (view: View, action: string, { party, nonce }: Asked, known: readonly Passkey[]): Html =>
  passkeyForm(view, {
    action,
    does: 'get',
    options: requestOptions(party, nonce, known),
    label: view.t('sign-in.passkey.show'),
    failed: view.t('sign-in.passkey.brokenOff'),
    otherwise: view.t('sign-in.passkey.cannotShow'),
  })

/** Makes another passkey. */
export const addForm = (view: View, action: string, { party, nonce }: Asked, wanted: NewPasskey): Html =>
  passkeyForm(view, {
    action,
    does: 'create',
    options: creationOptions(party, nonce, wanted),
    label: view.t('sign-in.passkey.add'),
    failed: view.t('sign-in.passkey.brokenOff'),
    taken: view.t('sign-in.passkey.passkey_there'),
    otherwise: view.t('sign-in.passkey.cannotAdd'),
  })
