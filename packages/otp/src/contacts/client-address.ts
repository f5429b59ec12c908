import { isIPv4, isIPv6 } from 'node:net'

/**
 * The unit in which client addresses are counted: an IPv4 address, or the /64 of an IPv6 one, since a household or a rented
 * server owns a whole /64. An IPv4 address written as IPv6 counts as what it is.
 * @returns undefined when the text is no address
 */
export function addressUnit(client: string): string | undefined {
  if (isIPv4(client)) return client
  const [address = ''] = client.split('%') // what follows is the name of a network card
  if (!isIPv6(address)) return undefined
  const groups = groupsOf(address)
  const [high = 0, low = 0] = groups.slice(6)
  const isIpv4 = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (isIpv4) return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  const prefix = groups.slice(0, 4).map((group) => group.toString(16))
  return `${prefix.join(':')}::/64`
}

/** The eight groups of a valid address; `::` stands for as many zeros as are left out (RFC 4291 §2.2). */
function groupsOf(address: string): number[] {
  const [front = [], back = []] = address.split('::').map((part) => part.split(':').flatMap(groupOf))
  return [...front, ...Array<number>(8 - front.length - back.length).fill(0), ...back]
}

function groupOf(text: string): number[] {
  if (text === '') return []
  if (!text.includes('.')) return [Number.parseInt(text, 16)]
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number)
  return [(a << 8) | b, (c << 8) | d]
}
