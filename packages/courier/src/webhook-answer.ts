import type { SendFault } from './sender.ts'

/** What a gateway says beside its status. */
export interface WebhookAnswer {
  /** Its own name of the message. */
  readonly id?: string
  readonly fault?: 'undeliverable'
}

/** A gateway has little to say; what is longer is not read. */
const MOST_BYTES = 16_384
const LONGEST_ID = 200

/** Reads the JSON object of an answer; whatever else it holds counts as nothing. */
export async function readWebhookAnswer(answer: Response): Promise<WebhookAnswer> {
  const said = parse(await textOf(answer))
  if (typeof said !== 'object' || said === null) return {}
  const id: unknown = Reflect.get(said, 'id')
  const named = (typeof id === 'string' && id !== '') || typeof id === 'number' ? String(id) : undefined
  return {
    ...(named !== undefined && named.length <= LONGEST_ID ? { id: named } : {}),
    ...(Reflect.get(said, 'fault') === 'undeliverable' ? { fault: 'undeliverable' } : {}),
  }
}

const LATER: ReadonlySet<number> = new Set([408, 409, 425, 429])
/** The gateway is not there, does not know our key, or wants to be left alone for good (410). */
const ABOUT_THE_GATEWAY: ReadonlySet<number> = new Set([401, 403, 404, 405, 410])

export function webhookFault(status: number, { fault }: WebhookAnswer): SendFault {
  if (status >= 500 || LATER.has(status)) return 'temporary'
  if (status < 400 || ABOUT_THE_GATEWAY.has(status)) return 'misconfigured'
  return fault ?? 'rejected'
}

/** The beginning of a body, or nothing where it breaks off: its status has come, and that is what counts. */
async function textOf({ body }: Response): Promise<string> {
  if (!body) return ''
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of body) {
      pieces.push(piece)
      length += piece.length
      if (length > MOST_BYTES) return ''
    }
  } catch {
    return ''
  }
  return Buffer.concat(pieces).toString()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
