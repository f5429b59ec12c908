import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { App } from './app.ts'

export interface ServeOptions {
  readonly port: number
  readonly host: string
  /** How long a client may take to send its head, and a whole request. */
  readonly headersMs?: number
  readonly requestMs?: number
}

/** A server that listens. */
export interface Serving {
  readonly port: number
  /** Takes no new requests and answers the open ones; who is not done by then is cut off. */
  stop(withinMs: number): Promise<void>
}

// A phone on a slow line sends a form within seconds; who takes longer holds a connection on purpose.
const HEADERS_MS = 15_000
const REQUEST_MS = 60_000
const KEEP_ALIVE_MS = 5_000
const CHECK_MS = 1_000
const HEADER_BYTES = 16 * 1024

/** Serves the portal over HTTP; TLS is the business of the proxy in front. Settles when the port is open. */
export async function serve(app: App, options: ServeOptions): Promise<Serving> {
  const server = createServer(
    {
      headersTimeout: options.headersMs ?? HEADERS_MS,
      requestTimeout: options.requestMs ?? REQUEST_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: CHECK_MS,
      maxHeaderSize: HEADER_BYTES,
    },
    getRequestListener(app.fetch, { errorHandler: () => malformed.clone() }),
  )
  await listening(server, options)
  return { port: portOf(server), stop: (withinMs) => stop(server, withinMs) }
}

/** A target or Host that is no address never becomes a request that the portal could answer. */
const malformed = new Response('Bad Request', { status: 400, headers: { 'Content-Type': 'text/plain; charset=UTF-8' } })

function listening(server: Server, { port, host }: ServeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

function stop(server: Server, withinMs: number): Promise<void> {
  return new Promise((resolve) => {
    // A connection is idle again when its answer is out; browsers would keep it open for the next request.
    const sweep = setInterval(() => server.closeIdleConnections(), 50)
    const cut = setTimeout(() => server.closeAllConnections(), withinMs)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
