import { createHmac } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import type { TwilioRefusal } from './twilio-rules.ts'
import { faultOfMessage } from './twilio-rules.ts'

/** A message as it was posted: its form, and the name that it got. */
export interface TakenMessage {
  readonly sid: string
  readonly form: URLSearchParams
}

/** What the stand-in does with the next messages: refuses them, never answers, or ends the connection. */
export type TwilioMood = TwilioRefusal | 'silent' | 'rude'

/** A status callback, signed by the account's token. */
export interface StatusCallback {
  readonly url: string
  readonly body: string
  readonly headers: { readonly 'content-type': string; readonly 'x-twilio-signature': string }
}

/** The parts of Twilio that Kerbside talks to, as a real HTTP server that is as strict as Twilio's description. */
export interface TwilioStandIn {
  /** For `TWILIO_API_URL`. */
  readonly url: string
  readonly accountSid: string
  readonly authToken: string
  readonly phoneNumber: string
  readonly whatsappNumber: string
  readonly messagingServiceSid: string
  readonly contentSid: string
  readonly messages: readonly TakenMessage[]
  /** The names of messages whose use was confirmed. */
  readonly confirmed: readonly string[]
  /** What was asked for that Twilio does not know or allow; a good client leaves it empty. */
  readonly violations: readonly string[]
  /** From now on messages are treated like this; nothing means kindly. */
  treat(mood?: TwilioMood): void
  /** What WhatsApp says of the template. */
  approval: 'approved' | 'pending'
  /** Waits until so many messages were taken. */
  took(count: number): Promise<void>
  /** Waits until so many uses were confirmed. */
  heard(count: number): Promise<void>
  /** Makes a callback on a taken message, to the address that the message named. */
  callbackOn(message: TakenMessage, status: string, more?: Readonly<Record<string, string>>): StatusCallback
}

interface Owner {
  after(task: () => void | Promise<void>): void
}

const accountSid = `AC${'a1'.repeat(16)}`
const authToken = 'a token of thirty-two characters'
const phoneNumber = '+14155550100'
const whatsappNumber = '+14155550111'
const messagingServiceSid = `MG${'b2'.repeat(16)}`
const contentSid = `HX${'c3'.repeat(16)}`
const ACCOUNT = `/2010-04-01/Accounts/${accountSid}`
const SOME_DAY = 'Mon, 02 Mar 2026 09:00:00 +0000'

/** Starts a server that ends with the test. */
export async function startTwilioStandIn(owner: Owner): Promise<TwilioStandIn> {
  const messages: TakenMessage[] = []
  const confirmed: string[] = []
  const violations: string[] = []
  const events = new EventEmitter()
  let mood: TwilioMood | undefined
  const standIn: Pick<TwilioStandIn, 'approval'> = { approval: 'approved' }

  const create = (form: URLSearchParams, response: ServerResponse) => {
    if (mood === 'silent') return
    if (mood === 'rude') return response.destroy()
    const fault = faultOfMessage(form)
    if (fault) violations.push(`${fault.code}: ${fault.message}`)
    const refusal = fault ?? mood
    if (refusal) return refuse(response, refusal)
    const sid = `SM${(messages.length + 1).toString(16).padStart(32, '0')}`
    messages.push({ sid, form })
    events.emit('news')
    return answer(response, 201, messageBody(sid, form))
  }
  const confirm = (sid: string, form: URLSearchParams, response: ServerResponse) => {
    const isKnown = messages.some((message) => message.sid === sid && message.form.get('ProvideFeedback') === 'true')
    const outcome = form.get('Outcome') ?? ''
    if (!isKnown) return refuse(response, { status: 404, code: 20_404, message: `No message ${sid} awaits feedback.` })
    if (!['confirmed', 'unconfirmed'].includes(outcome)) return refuse(response, { status: 400, code: 20_001 })
    confirmed.push(sid)
    events.emit('news')
    return answer(response, 201, { account_sid: accountSid, message_sid: sid, outcome, date_created: SOME_DAY })
  }
  const lookUp = (path: string, query: URLSearchParams): object | undefined => {
    if (path === `${ACCOUNT}.json`) return { sid: accountSid, status: 'active', type: 'Full', friendly_name: 'Tests' }
    if (path === `${ACCOUNT}/IncomingPhoneNumbers.json`) return numbersLike(query.get('PhoneNumber'))
    if (path === `/v1/Services/${messagingServiceSid}/PhoneNumbers`) return numbersOfService
    if (path === `/v1/Content/${contentSid}/ApprovalRequests`) {
      return { sid: contentSid, account_sid: accountSid, whatsapp: { status: standIn.approval }, url: path }
    }
    return undefined
  }
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    const body = await text(request)
    if (request.headers.authorization !== basic(accountSid, authToken)) {
      return refuse(response, { status: 401, code: 20_003, message: 'Authenticate' })
    }
    if (request.method === 'GET') {
      const found = lookUp(pathname, searchParams)
      return found ? answer(response, 200, found) : refuse(response, { status: 404, code: 20_404 })
    }
    if (request.method !== 'POST') return refuse(response, { status: 405, code: 20_004 })
    if (request.headers['content-type'] !== 'application/x-www-form-urlencoded') {
      violations.push(`content type ${request.headers['content-type']}`)
      return refuse(response, { status: 415 })
    }
    const form = new URLSearchParams(body)
    if (pathname === `${ACCOUNT}/Messages.json`) return create(form, response)
    const [, sid] = new RegExp(`^${ACCOUNT}/Messages/(SM[0-9a-f]{32})/Feedback\\.json$`).exec(pathname) ?? []
    if (sid) return confirm(sid, form, response)
    violations.push(`POST ${pathname}`)
    return refuse(response, { status: 404, code: 20_404 })
  }

  const server = createServer((request, response) => void serve(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  owner.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const at = server.address()
  if (at === null || typeof at === 'string') throw new Error('The stand-in has no port.')
  const until = async (isSo: () => boolean) => {
    const signal = AbortSignal.timeout(10_000)
    while (!isSo()) await once(events, 'news', { signal })
  }
  return Object.assign(standIn, {
    url: `http://127.0.0.1:${at.port}`,
    ...{ accountSid, authToken, phoneNumber, whatsappNumber, messagingServiceSid, contentSid },
    ...{ messages, confirmed, violations },
    treat(next?: TwilioMood) {
      mood = next
    },
    took: (count: number) => until(() => messages.length >= count),
    heard: (count: number) => until(() => confirmed.length >= count),
    callbackOn,
  })
}

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

function answer(response: ServerResponse, status: number, body: object, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

function refuse(response: ServerResponse, { status, code, message = 'Refused', headers }: TwilioRefusal): void {
  const info = code === undefined ? {} : { code, more_info: `https://www.twilio.com/docs/errors/${code}` }
  answer(response, status, { ...info, message, status }, headers)
}

/** What Twilio answers when it has taken a message. */
const messageBody = (sid: string, form: URLSearchParams) => ({
  sid,
  account_sid: accountSid,
  api_version: '2010-04-01',
  body: form.get('Body') ?? '',
  date_created: SOME_DAY,
  date_sent: null,
  date_updated: SOME_DAY,
  direction: 'outbound-api',
  error_code: null,
  error_message: null,
  from: form.get('From'),
  messaging_service_sid: form.get('MessagingServiceSid'),
  num_media: '0',
  num_segments: '1',
  price: null,
  price_unit: null,
  status: form.has('MessagingServiceSid') ? 'accepted' : 'queued',
  subresource_uris: { media: `${ACCOUNT}/Messages/${sid}/Media.json` },
  to: form.get('To'),
  uri: `${ACCOUNT}/Messages/${sid}.json`,
})

const numbersLike = (wanted: string | null) => ({
  incoming_phone_numbers:
    wanted === phoneNumber
      ? [
          {
            sid: `PN${'d4'.repeat(16)}`,
            phone_number: phoneNumber,
            capabilities: { voice: true, sms: true, mms: false },
          },
        ]
      : [],
  page: 0,
  page_size: 50,
  next_page_uri: null,
})

const numbersOfService = {
  phone_numbers: [{ sid: `PN${'d4'.repeat(16)}`, service_sid: messagingServiceSid, phone_number: phoneNumber }],
  meta: { key: 'phone_numbers', page: 0, page_size: 50, next_page_url: null },
}

function callbackOn({ sid, form }: TakenMessage, status: string, more = {}): StatusCallback {
  const url = form.get('StatusCallback') ?? ''
  const fields = {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    From: form.get('From') ?? phoneNumber,
    MessageSid: sid,
    MessageStatus: status,
    SmsSid: sid,
    SmsStatus: status,
    To: form.get('To') ?? '',
    ...more,
  }
  return {
    url,
    body: String(new URLSearchParams(fields)),
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-twilio-signature': twilioSignature(authToken, url, Object.entries(fields)),
    },
  }
}

/**
 * How Twilio signs a request: HMAC-SHA1, by the account's token, of the address and of all names and values in the order of
 * the names, in Base64.
 */
export function twilioSignature(
  token: string,
  url: string,
  fields: Iterable<readonly [name: string, value: string]>,
): string {
  const sorted = [...fields].toSorted(([one], [other]) => (one < other ? -1 : Number(one > other)))
  return createHmac('sha1', token)
    .update(url + sorted.map(([name, value]) => name + value).join(''))
    .digest('base64')
}
