import { isIPv4, isIPv6 } from 'node:net'

/**
 * The unit in which client addresses are counted: an IPv4 address, or the /64 of an IPv6 one, since a household or a rented
 * server owns a whole /64. An IPv4 address written as IPv6 counts as what it is.
 * @returns undefined when the text is no address
 */
export function addressUnit(client: string): string | undefined {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(client)?.[1]
  if (mapped && isIPv4(mapped)) return mapped
  if (isIPv4(client)) return client
  const address = client.split('%')[0] ?? ''
  if (!isIPv6(address)) return undefined
  const [head = '', tail] = address.split('::')
  const front = head === '' ? [] : head.split(':')
  // What stands behind `::` is the end of the address; a dotted quad there takes two groups.
  const back = tail === undefined || tail === '' ? 0 : tail.split(':').length + (tail.includes('.') ? 1 : 0)
  const tailGroups = tail ? tail.split(':') : []
  const groups =
    tail === undefined ? front : [...front, ...Array(Math.max(0, 8 - front.length - back)).fill('0'), ...tailGroups]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
