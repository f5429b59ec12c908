import type { SendFault } from './sender.ts'
import { SendError } from './sender.ts'

const CERTIFICATE = /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|EPROTO)/

/**
 * Reads a failure to reach a provider by HTTP. Node's word for it lies in `code`, of the error itself or of what caused it.
 * A name that nobody knows, or a certificate that nobody vouches for, does not mend itself.
 * @param provider how staff know it: `Twilio`
 */
export function networkFault(provider: string, error: unknown): SendError {
  if (error instanceof SendError) return error
  const code = codeOf(error) ?? codeOf(error instanceof Error ? error.cause : undefined)
  const word = code ?? (error instanceof Error && error.name === 'TimeoutError' ? 'no answer' : 'unreachable')
  return new SendError(faultOf(word), `${provider}: ${word}`, { cause: error })
}

const faultOf = (code: string): SendFault =>
  code === 'ENOTFOUND' || code === 'ERR_MODULE_NOT_FOUND' || CERTIFICATE.test(code) ? 'misconfigured' : 'temporary'

function codeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  return typeof code === 'string' ? code : undefined
}
