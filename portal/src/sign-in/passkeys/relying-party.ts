import { isIP } from 'node:net'
import type { Config } from '../../config.ts'

/** For whom browsers make passkeys, in the words of WebAuthn: this site, by the host name in PUBLIC_URL. */
export interface RelyingParty {
  /** The host name, to which every passkey is bound for good. */
  readonly id: string
  readonly name: string
  /** The one origin whose pages may ask for a passkey. */
  readonly origin: string
}

/**
 * @returns undefined where browsers have no passkeys: on plain HTTP (this machine excepted), and under an address that is
 * no name (WebAuthn §5.1.2)
 */
export function relyingPartyOf({
  publicUrl,
  operatorName,
}: Pick<Config, 'publicUrl' | 'operatorName'>): RelyingParty | undefined {
  const { protocol, hostname, origin } = publicUrl
  const isSecure = protocol === 'https:' || hostname === 'localhost'
  const isName = isIP(hostname.replace(/^\[|\]$/g, '')) === 0
  return isSecure && isName ? { id: hostname, name: operatorName, origin } : undefined
}
