import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { localeOf } from '../../locales/index.ts'
import { findAsset } from '../assets.ts'
import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import { testView } from './view.ts'

/** A loopback server for pages of parts. */
export interface PageServer {
  /** Its address without a path: `http://127.0.0.1:49152`. */
  readonly address: string
  /** What forms have sent, in order. */
  readonly received: readonly URLSearchParams[]
}

/**
 * Serves one page at every address, under the strictest policy, until the test ends; `?language=` says in which
 * language. A form that is sent here is remembered, and answered by the page again.
 */
export async function servePages(
  t: { after(task: () => void): void },
  show: (view: View, query: URLSearchParams) => Html,
): Promise<PageServer> {
  const received: URLSearchParams[] = []
  const server = createServer(async (request, response) => {
    const body = await textOf(request)
    if (request.method === 'POST') received.push(new URLSearchParams(body))
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const language = searchParams.get('language') ?? 'en'
    const view = testView({ locale: localeOf(language), path: pathname })
    if (!sendAsset(response, pathname)) response.writeHead(200, pageHeaders).end(String(show(view, searchParams)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close().closeAllConnections())
  const place = server.address()
  if (place === null || typeof place === 'string') throw new Error('The server has no port.')
  return { address: `http://127.0.0.1:${place.port}`, received }
}

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'",
}

function sendAsset(response: ServerResponse, path: string): boolean {
  const asset = findAsset(path)
  if (asset) response.writeHead(200, { 'content-type': asset.contentType }).end(asset.identity)
  return asset !== undefined
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: string[] = []
  for await (const chunk of request.setEncoding('utf8')) chunks.push(String(chunk))
  return chunks.join('')
}
