import { createHmac } from 'node:crypto'
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { deriveKey } from '../../web/keys.ts'
import type { Owner, Passkey } from './queries.ts'
import type { RelyingParty } from './relying-party.ts'

/** How long the browser waits for the person; the nonce lives longer. */
const PATIENCE_MS = 5 * 60_000
/** EdDSA, ES256 and RS256 (COSE): what WebAuthn §5.8.5 asks every site to take. */
export const ALGORITHMS = [-8, -7, -257]

export interface NewPasskey {
  readonly owner: Owner
  /** What the browser calls the account. */
  readonly name: string
  /** Those there are: an authenticator that holds one of them makes no second. */
  readonly others: readonly Passkey[]
  readonly secret: string
}

/**
 * Asks a browser to make a passkey. A customer's is found without naming its owner, so that nobody has to type a contact; one
 * of staff is asked for by its id after the code, and need not stand in the list of those who sign in.
 */
export const creationOptions = (
  { id, name: site }: RelyingParty,
  nonce: string,
  { owner, name, others, secret }: NewPasskey,
): PublicKeyCredentialCreationOptionsJSON => ({
  rp: { id, name: site },
  user: { id: handleOf(owner, secret), name, displayName: name },
  challenge: nonce,
  pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
  timeout: PATIENCE_MS,
  attestation: 'none',
  excludeCredentials: others.map(descriptorOf),
  authenticatorSelection: {
    residentKey: 'contact' in owner ? 'required' : 'discouraged',
    requireResidentKey: 'contact' in owner,
    userVerification: 'required',
  },
})

/** Asks a browser for a passkey: one of these, or without any named for whichever it has for this site. */
export const requestOptions = (
  { id }: RelyingParty,
  nonce: string,
  known: readonly Passkey[],
): PublicKeyCredentialRequestOptionsJSON => ({
  challenge: nonce,
  rpId: id,
  timeout: PATIENCE_MS,
  userVerification: 'required',
  allowCredentials: known.map(descriptorOf),
})

const descriptorOf = ({ credential_id: id, transports }: Passkey) => ({
  id,
  type: 'public-key' as const,
  ...(transports === '' ? {} : { transports: transports.split(' ') }),
})

/** The authenticator's name for the person: the same each time, and telling nothing (WebAuthn §14.6.1). */
function handleOf(owner: Owner, secret: string): string {
  const who = 'contact' in owner ? `contact ${owner.contact}` : `staff ${owner.staffId}`
  return createHmac('sha256', deriveKey(secret, 'passkey-handle')).update(who).digest('base64url')
}
