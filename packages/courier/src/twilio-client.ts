import type { Twilio } from 'twilio'
import type RequestClient from 'twilio/lib/base/RequestClient.js'
import { networkFault } from './network-fault.ts'
import { twilioFault } from './twilio-fault.ts'

/** An account at Twilio. */
export interface TwilioAccount {
  /** `AC…` */
  readonly accountSid: string
  readonly authToken: string
  /** Where the API answers. Default: Twilio's own; a test has its own server. */
  readonly apiUrl?: string | undefined
}

/** Opens the official client once, with the first message or ahead of it: whoever sends none does not pay for it. */
export type OpenTwilio = () => Promise<Twilio>

// A sign-in waits for it: the next sender gets its turn within 10 s (the client would wait for 30 s).
const ANSWERS_WITHIN_MS = 8_000

export function twilioClient(account: TwilioAccount, now: () => number): OpenTwilio {
  let opened: Promise<Twilio> | undefined
  return () => {
    opened ??= open(account, now)
    return opened
  }
}

/** Every failure of a request comes out as a {@link SendError}, so that no caller has to know the client's errors. */
async function open({ accountSid, authToken, apiUrl }: TwilioAccount, now: () => number): Promise<Twilio> {
  const { default: twilio } = await importTwilio()
  class HttpClient extends twilio.RequestClient {
    override async request<Data>(options: RequestClient.RequestOptions<Data>) {
      const answer = await super.request<Data>(options).catch((error: unknown) => {
        throw networkFault('Twilio', error)
      })
      // The base class keeps the last request in memory, and with it a text.
      delete this.lastRequest
      delete this.lastResponse
      const { statusCode: status, body, headers } = answer
      if (status >= 200 && status < 300) return answer
      throw twilioFault({ status, body, retryAfter: headers?.['retry-after'], now: now() })
    }
  }
  const client = twilio(accountSid, authToken, { httpClient: new HttpClient({ timeout: ANSWERS_WITHIN_MS }) })
  if (apiUrl !== undefined) {
    for (const domain of [client.api, client.messaging, client.content]) domain.baseUrl = apiUrl.replace(/\/$/, '')
  }
  return client
}

async function importTwilio() {
  try {
    return await import('twilio')
  } catch (error) {
    throw networkFault('the package twilio', error)
  }
}
