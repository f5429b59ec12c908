import { EventEmitter, once } from 'node:events'
import type { Socket } from 'node:net'
import { connect, createServer } from 'node:net'
import type { TestContext } from 'node:test'
import tls from 'node:tls'

/** A wire between a client and a server that a test may watch and cut. */
export interface Wire {
  readonly port: number
  /** Connections since the beginning. */
  readonly connections: number
  /** Connections that stand now. */
  readonly open: number
  /** What clients said, of all connections. */
  readonly said: string
  /** Settles as soon as the wire shows it. */
  until(isSo: () => boolean): Promise<void>
  /** Ends all connections. */
  cut(): void
  /** Ends the next connection on which a client says this, as it says it. */
  cutAt(words: string): void
}

export async function wireTo(t: TestContext, port: number): Promise<Wire> {
  const sockets = new Set<Socket>()
  const events = new EventEmitter()
  let connections = 0
  let said = ''
  let trigger: string | undefined
  const server = createServer((client) => {
    connections += 1
    const upstream = connect(port, '127.0.0.1')
    sockets.add(client)
    events.emit('change')
    for (const socket of [client, upstream]) socket.on('error', () => {})
    client.on('close', () => {
      sockets.delete(client)
      upstream.destroy()
      events.emit('change')
    })
    upstream.on('close', () => client.end())
    upstream.pipe(client)
    client.on('data', (bytes) => {
      said += bytes.toString('latin1')
      events.emit('change')
      if (trigger !== undefined && bytes.includes(trigger)) {
        trigger = undefined
        client.destroy()
      } else {
        upstream.write(bytes)
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The wire has no port.')
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  t.after(() => {
    cut()
    server.close()
  })
  return {
    port: address.port,
    get connections() {
      return connections
    },
    get open() {
      return sockets.size
    },
    get said() {
      return said
    },
    async until(isSo) {
      const signal = AbortSignal.timeout(5_000)
      while (!isSo()) await once(events, 'change', { signal })
    },
    cut,
    cutAt(words) {
      trigger = words
    },
  }
}

/**
 * Trusts this authority and no other in this process, as `NODE_EXTRA_CA_CERTS` adds one to a whole program. The
 * certificates of two test servers bear one name, and OpenSSL would take one for the other.
 */
export function trust(ca: string): void {
  tls.setDefaultCACertificates([ca])
}
