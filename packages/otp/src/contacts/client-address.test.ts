import assert from 'node:assert/strict'
import { BlockList, isIPv6 } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { addressUnit } from './client-address.ts'

/** The same by another way: a list of Node's that holds the /64 of one address says whether another is in it. */
function shareOneUnit(one: string, other: string): boolean {
  const list = new BlockList()
  list.addSubnet(one, 64, 'ipv6')
  return list.check(other, 'ipv6')
}

const groups = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), { minLength: 8, maxLength: 8 })

/** One IPv6 address in many spellings: with and without `::`, leading zeros, capitals, a zone. */
const spellings = (address: readonly number[]): string[] => {
  const hex = address.map((group) => group.toString(16))
  const full = hex.map((group) => group.padStart(4, '0')).join(':')
  const shortest = new URL(`http://[${hex.join(':')}]/`).hostname.slice(1, -1)
  return [hex.join(':'), full, full.toUpperCase(), shortest, `${shortest}%eth0`]
}

const isMapped = (address: readonly number[]): boolean =>
  address.slice(0, 5).every((group) => group === 0) && address[5] === 0xffff

test('all spellings of an IPv6 address are one unit', () => {
  fc.assert(
    fc.property(groups, (address) => {
      assert.deepEqual([...new Set(spellings(address).map(addressUnit))].length, 1)
    }),
  )
})

test('two IPv6 addresses are one unit when they share their /64, and only then', () => {
  const neighbours = fc
    .tuple(groups, groups, fc.nat(8))
    .map(([one, other, shared]) => [one, [...one.slice(0, shared), ...other.slice(shared)]])
  fc.assert(
    fc.property(neighbours, ([one = [], other = []]) => {
      fc.pre(!isMapped(one) && !isMapped(other))
      const [first = '', second = ''] = [one, other].map((address) => spellings(address)[0])
      assert.equal(addressUnit(first) === addressUnit(second), shareOneUnit(first, second))
    }),
  )
})

test('an IPv4 address is a unit of its own, in each of its spellings', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
      const mapped = `::ffff:${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
      for (const same of [address, `::ffff:${address}`, `::FFFF:${address}`, mapped])
        assert.equal(addressUnit(same), address)
    }),
  )
})

test('what is no address is no unit', () => {
  for (const text of ['', 'localhost', '1.2.3', '1.2.3.4.5', '::1::', '1:2:3', 'unknown', '192.0.2.1:80']) {
    assert.equal(addressUnit(text), undefined, text)
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!isIPv6(text.split('%')[0] ?? '') && !/^[\d.]+$/.test(text))
      assert.equal(addressUnit(text), undefined)
    }),
  )
})
