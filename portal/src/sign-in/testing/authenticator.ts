import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** What a page asks the browser for, as far as an authenticator needs it. */
interface PasskeyRequest {
  readonly challenge: string
  readonly rpId?: string
  readonly rp?: { readonly id: string }
  readonly allowCredentials?: readonly { readonly id: string }[]
  readonly excludeCredentials?: readonly { readonly id: string }[]
}

/** What a forger would have otherwise. */
export interface Forged {
  readonly origin?: string
  readonly challenge?: string
  /** The count that it claims. */
  readonly counter?: number
  readonly userVerified?: false
  /** A format of attestation that nobody asked for. */
  readonly format?: string
}

/** A phone or security key with one passkey: it makes real keys and signs (WebAuthn, ES256, attestation `none`). */
export interface Authenticator {
  readonly id: string
  /** Answers the form that makes a passkey; gives the form's fields. */
  make(page: string, forged?: Forged): { credential: string }
  /** Answers the form that asks for one. */
  show(page: string, forged?: Forged): { credential: string }
}

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const HAS_CREDENTIAL = 0x40

export function createAuthenticator(origin: string): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let signed = 0

  const answer = (
    type: 'create' | 'get',
    request: PasskeyRequest,
    forged: Forged,
    credentialData = Buffer.alloc(0),
  ) => {
    const { challenge } = request
    const client = { type: `webauthn.${type}`, challenge, origin, crossOrigin: false, ...pickClient(forged) }
    const counter = Buffer.alloc(4)
    signed += 1
    counter.writeUInt32BE(forged.counter ?? signed)
    const verified = forged.userVerified === false ? 0 : USER_VERIFIED
    const flags = USER_PRESENT | verified | (credentialData.length > 0 ? HAS_CREDENTIAL : 0)
    const party = createHash('sha256').update(request.rp?.id ?? request.rpId ?? '')
    return {
      clientData: Buffer.from(JSON.stringify(client)),
      data: Buffer.concat([party.digest(), Buffer.from([flags]), counter, credentialData]),
    }
  }
  const fields = (response: Readonly<Record<string, unknown>>) => {
    const text = base64url(id)
    return { credential: JSON.stringify({ id: text, rawId: text, type: 'public-key', response }) }
  }

  return {
    id: base64url(id),
    make(page, forged = {}) {
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      const credentialData = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(x, y)])
      const { clientData, data } = answer('create', passkeyRequestIn(page), forged, credentialData)
      return fields({
        clientDataJSON: base64url(clientData),
        attestationObject: base64url(attestation(data, forged.format ?? 'none')),
        transports: ['internal'],
      })
    },
    show(page, forged = {}) {
      const { clientData, data } = answer('get', passkeyRequestIn(page), forged)
      const toSign = Buffer.concat([data, createHash('sha256').update(clientData).digest()])
      return fields({
        clientDataJSON: base64url(clientData),
        authenticatorData: base64url(data),
        signature: base64url(sign('sha256', toSign, privateKey)),
        userHandle: null,
      })
    },
  }
}

/** What the passkey form on a page asks for. */
function passkeyRequestIn(page: string): PasskeyRequest {
  const written = /data-passkey-options="([^"]*)"/.exec(page)?.[1]
  if (written === undefined) throw new Error('The page asks for no passkey.')
  return JSON.parse(written.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&'))
}

const pickClient = ({ origin, challenge }: Forged) => ({
  ...(origin === undefined ? {} : { origin }),
  ...(challenge === undefined ? {} : { challenge }),
})

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** The public key as CBOR: `{1: 2, 3: -7, -1: 1, -2: x, -3: y}` (RFC 9053 §7.1.1). */
const coseKey = (x: string, y: string): Buffer =>
  Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
    Buffer.from(x, 'base64url'),
    Buffer.from([0x22, 0x58, 0x20]),
    Buffer.from(y, 'base64url'),
  ])

/** `{fmt, attStmt: {}, authData}` as CBOR (WebAuthn §8.7). */
function attestation(data: Buffer, format: string): Buffer {
  const text = (word: string) => Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)])
  const length = Buffer.from([0x59, data.length >> 8, data.length & 0xff])
  return Buffer.concat([
    Buffer.from([0xa3]),
    ...[text('fmt'), text(format), text('attStmt'), Buffer.from([0xa0]), text('authData'), length],
    data,
  ])
}
