import type { Context } from 'hono'
import type { Parts } from '../../web/parts.ts'
import { readForm } from '../../web/read-form.ts'
import type { Made, Shown } from './forms.ts'
import { madeForm, shownForm } from './forms.ts'
import type { Nonce } from './nonces.ts'
import { createNonces } from './nonces.ts'
import type { Asked } from './passkey-forms.ts'
import type { RelyingParty } from './relying-party.ts'
import { relyingPartyOf } from './relying-party.ts'

/** What a browser answered, and what it was asked; or why there is nothing to judge. */
type Answered<T> =
  | ({ readonly success: true; readonly party: RelyingParty; readonly nonce: Nonce } & T)
  | { readonly success: false; readonly reason: 'passkey_refused' | 'passkey_expired' }

/** Asks browsers for passkeys, and reads what they answer. */
export interface Ceremonies {
  /** What the forms of a page ask for. */
  ask(c: Context): Asked
  /** The same after an answer that was refused: what it signed is not asked for again. */
  askAnew(c: Context): Asked
  readMade(c: Context): Answered<{ readonly made: Made }>
  readShown(c: Context): Answered<{ readonly shown: Shown }>
  /** To be called once an answer was taken. */
  end(c: Context): void
}

/** @returns undefined where browsers have no passkeys for this site */
export function createCeremonies(parts: Pick<Parts, 'config' | 'clock' | 'cookies'>): Ceremonies | undefined {
  const party = relyingPartyOf(parts.config)
  if (!party) return undefined
  const nonces = createNonces(parts)
  const answered = <T>(c: Context, answer: T | undefined): Answered<T> => {
    const nonce = nonces.read(c)
    if (!answer) return { success: false, reason: 'passkey_refused' }
    return nonce ? { success: true, party, nonce, ...answer } : { success: false, reason: 'passkey_expired' }
  }
  return {
    ask: (c) => ({ party, nonce: nonces.issue(c) }),
    askAnew: (c) => ({ party, nonce: nonces.renew(c) }),
    readMade(c) {
      const form = readForm(c, madeForm)
      return answered(c, form.success ? { made: form.data.credential } : undefined)
    },
    readShown(c) {
      const form = readForm(c, shownForm)
      return answered(c, form.success ? { shown: form.data.credential } : undefined)
    },
    end: (c) => nonces.clear(c),
  }
}
