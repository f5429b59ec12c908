import { isIP } from 'node:net'

/**
 * The client's address. Each trusted proxy appends to `X-Forwarded-For` the address that it saw, so with `proxies` of them
 * in front the client is that many entries from the end; what stands before it, the client may have made up.
 * @param peer the address at the other end of the connection
 */
export function clientAddress(peer: string | undefined, forwardedFor: string | undefined, proxies: number): string {
  const seen = proxies > 0 && forwardedFor ? forwardedFor.split(',') : []
  const entry = seen[Math.max(0, seen.length - proxies)]
  return plainAddress(entry) ?? plainAddress(peer) ?? '0.0.0.0'
}

/** True for the machine itself. */
export const isLoopback = (address: string): boolean => /^127\.|^::1$/.test(address)

/** Without brackets, port and the IPv6 dress of an IPv4 address; undefined for what is no address. */
function plainAddress(text: string | undefined): string | undefined {
  const bare = text
    ?.trim()
    .replace(/^\[([^\]]+)\](:\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
  const address = bare?.replace(/^::ffff:(?=\d+\.)/i, '')
  return address !== undefined && isIP(address) !== 0 ? address : undefined
}
