import type { FormState } from '../../ui/index.ts'
import type { AddRefusal } from './change-passkeys.ts'
import type { ShowRefusal } from './take-shown.ts'

/** The form with the sentence that says why a passkey did nothing. */
export const refusalForm = (reason: AddRefusal | ShowRefusal | 'passkey_none'): FormState => ({
  values: {},
  errors: {},
  refusal: { key: `sign-in.passkey.${reason}` },
})
