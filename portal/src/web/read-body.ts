import type { HonoRequest } from 'hono'

/** Bytes of a form or a JSON document, unless a route says otherwise: the longest of ours is a feedback message. */
export const BODY_BYTES = 64 * 1024

/**
 * Reads a body of bounded length; it can be read again afterwards. A body that says it is longer is not read at all.
 * @returns undefined when it is longer than `limit`
 */
export async function readBody(request: HonoRequest, limit: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const declared = request.header('content-length')
  // Node cuts a body off where its Content-Length says, so the header can be believed.
  if (declared !== undefined) return Number(declared) > limit ? undefined : new Uint8Array(await request.arrayBuffer())
  const { raw } = request
  if (!raw.body) return new Uint8Array()
  const bytes = await gather(raw.body, limit)
  if (bytes) request.raw = new Request(raw.url, { method: raw.method, headers: raw.headers, body: bytes })
  return bytes
}

async function gather(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of stream) {
    length += piece.length
    if (length > limit) return undefined // leaving the loop cancels the rest
    pieces.push(piece)
  }
  return new Uint8Array(Buffer.concat(pieces, length))
}
