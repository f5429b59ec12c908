import { retryAfterMs } from './retry-after.ts'
import type { SendErrorOptions, SendFault } from './sender.ts'
import { SendError } from './sender.ts'
import { twilioCodes } from './twilio-codes.ts'

/** What Twilio answered, when it was not what we asked for. */
export interface TwilioAnswer {
  readonly status: number
  readonly body: unknown
  readonly retryAfter?: string | undefined
  /** The instant of the answer, for a `Retry-After` that is a date. */
  readonly now: number
}

/** Reads a refusal by its code, and where we do not know the code, by its HTTP status. Twilio's words may hold the number: they are not kept. */
export function twilioFault({ status, body, retryAfter, now }: TwilioAnswer): SendError {
  const code = codeIn(body)
  const known = code === undefined ? undefined : twilioCodes.get(code)
  const fault = known?.fault ?? faultOfStatus(status)
  const detail = code === undefined ? `Twilio: HTTP ${status}` : `Twilio ${code}${known ? `: ${known.meaning}` : ''}`
  const about: Pick<SendErrorOptions, 'about'> = known?.about ? { about: known.about } : {}
  return new SendError(fault, detail, { ...about, retryAfterMs: retryAfterMs(retryAfter, now) })
}

/** The fault that a code means; undefined for one that we do not know. */
export const twilioFaultOf = (code: number): SendFault | undefined => twilioCodes.get(code)?.fault

function faultOfStatus(status: number): SendFault {
  if (status === 408 || status === 429 || status >= 500) return 'temporary'
  // A redirect is not followed: credentials and a text would go wherever it leads.
  if (status < 400 || status === 401 || status === 403 || status === 404) return 'misconfigured'
  return 'rejected'
}

function codeIn(body: unknown): number | undefined {
  const parsed = typeof body === 'string' ? parse(body) : body
  const code: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'code') : undefined
  return typeof code === 'number' && Number.isSafeInteger(code) && code > 0 ? code : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
