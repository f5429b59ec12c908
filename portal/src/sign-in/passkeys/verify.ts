import type { Parts } from '../../web/parts.ts'
import type { Made, Shown } from './forms.ts'
import { ALGORITHMS } from './options.ts'
import type { MadePasskey, Passkey } from './queries.ts'
import type { RelyingParty } from './relying-party.ts'

/** What an answer must have been given to: this site, this nonce. */
export interface Ceremony {
  readonly party: RelyingParty
  readonly nonce: string
}

// Loading it takes half a second, which only those wait for who use a passkey, and only once.
const library = () => import('@simplewebauthn/server')

/** @returns undefined when the answer is not what was asked for, or the person was not verified by the authenticator */
export async function verifyMade(
  { log }: Pick<Parts, 'log'>,
  ceremony: Ceremony,
  { response, ...made }: Made,
): Promise<Omit<MadePasskey, 'label' | 'replacesCodes'> | undefined> {
  const { verifyRegistrationResponse } = await library()
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers')
  const result = await judged(log, () => {
    const object = decodeAttestationObject(new Uint8Array(Buffer.from(response.attestationObject, 'base64url')))
    requireUnattested(object.get('fmt'), object.get('attStmt').get('x5c') !== undefined)
    return verifyRegistrationResponse({
      response: { ...made, response, clientExtensionResults: {} },
      supportedAlgorithmIDs: ALGORITHMS,
      ...expected(ceremony),
    })
  })
  if (!result?.verified) return undefined
  const { id, publicKey, counter } = result.registrationInfo.credential
  return { credentialId: id, publicKey, counter, transports: response.transports }
}

/**
 * We ask for no certificate of the maker, so a browser sends none (WebAuthn §5.1.3). One that comes all the same is not looked
 * at: its issuers' addresses would be called from here.
 */
function requireUnattested(format: string, isCertified: boolean): void {
  if (format === 'none' || (format === 'packed' && !isCertified)) return
  throw new RangeError(`An attestation of format ${format} came unasked.`)
}

/**
 * @returns the number of signatures that the authenticator counts; undefined when the signature is not that of the passkey, or
 * its number not above the last one
 */
export async function verifyShown(
  { log }: Pick<Parts, 'log'>,
  ceremony: Ceremony,
  shown: Shown,
  passkey: Passkey,
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await library()
  const result = await judged(log, () =>
    verifyAuthenticationResponse({
      response: { ...shown, clientExtensionResults: {} },
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(passkey.public_key),
        counter: passkey.counter,
      },
      ...expected(ceremony),
    }),
  )
  return result?.verified ? result.authenticationInfo.newCounter : undefined
}

const expected = ({ party, nonce }: Ceremony) => ({
  expectedChallenge: nonce,
  expectedOrigin: party.origin,
  expectedRPID: party.id,
  requireUserVerification: true,
})

/** The library says no by throwing, whatever is wrong with an answer. */
async function judged<T>(log: Parts['log'], judge: () => Promise<T>): Promise<T | undefined> {
  try {
    return await judge()
  } catch (error) {
    log.info({ err: error }, 'passkey_refused')
    return undefined
  }
}
