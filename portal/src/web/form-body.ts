import type { HonoRequest } from 'hono'
import { BODY_BYTES, readBody } from './read-body.ts'
import type { Reason } from './reasons.ts'
import { decodeText, isSoundText } from './text-rules.ts'

/** A form as it came: each field once, in sound text. */
export type FormFields = Readonly<Record<string, string | File>>

export type FormBody =
  | { success: true; fields: FormFields }
  | { success: false; reason: Reason; status: 400 | 413 | 415 }

/**
 * Reads the two kinds of body that an HTML form sends.
 * @returns status 400 for a repeated field, broken UTF-8, NUL, U+FFFD or half a surrogate pair
 */
export async function readFormBody(request: HonoRequest, limit = BODY_BYTES): Promise<FormBody> {
  const type = request.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  const isMultipart = type === 'multipart/form-data'
  if (!isMultipart && type !== 'application/x-www-form-urlencoded') {
    return { success: false, reason: 'unsupported_media_type', status: 415 }
  }
  const bytes = await readBody(request, limit)
  if (!bytes) return { success: false, reason: 'too_large', status: 413 }
  const entries = isMultipart ? await multipartEntries(request) : urlEncodedEntries(bytes)
  const fields = entries && gatherFields(entries)
  return fields ? { success: true, fields } : { success: false, reason: 'invalid_input', status: 400 }
}

type Entries = Iterable<readonly [name: string, value: string | File]>

function urlEncodedEntries(bytes: Uint8Array): Entries | undefined {
  const text = decodeText(bytes)
  // Percent escapes that are not UTF-8 become U+FFFD here, which no field may hold.
  return text === undefined ? undefined : new URLSearchParams(text)
}

async function multipartEntries(request: HonoRequest): Promise<Entries | undefined> {
  try {
    return await request.formData()
  } catch {
    return undefined
  }
}

function gatherFields(entries: Entries): FormFields | undefined {
  const fields: Record<string, string | File> = Object.create(null)
  for (const [name, value] of entries) {
    if (name in fields || !isSoundText(name)) return undefined
    if (typeof value === 'string' && !isSoundText(value)) return undefined
    fields[name] = value
  }
  return fields
}
