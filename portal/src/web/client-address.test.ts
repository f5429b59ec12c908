import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientAddress, isLoopback } from './client-address.ts'

const cases: readonly [
  title: string,
  peer: string,
  forwardedFor: string | undefined,
  proxies: number,
  client: string,
][] = [
  ['without proxies the peer is the client, whatever it claims', '198.51.100.1', '192.0.2.9', 0, '198.51.100.1'],
  ['one proxy names the client last', '10.0.0.1', '192.0.2.9, 203.0.113.5', 1, '203.0.113.5'],
  ['two proxies: the outer one named it last but one', '10.0.0.1', '6.6.6.6, 203.0.113.5, 10.0.0.2', 2, '203.0.113.5'],
  ['a shorter chain has no room for lies', '10.0.0.1', '203.0.113.5', 2, '203.0.113.5'],
  ['a proxy that names nobody leaves the peer', '10.0.0.1', undefined, 1, '10.0.0.1'],
  ['what is no address leaves the peer', '10.0.0.1', 'unknown', 1, '10.0.0.1'],
  ['ports are taken off', '10.0.0.1', '203.0.113.5:4711', 1, '203.0.113.5'],
  ['so are brackets', '10.0.0.1', '[2001:db8::1]:4711', 1, '2001:db8::1'],
  ['IPv4 in the dress of IPv6 is IPv4', '::ffff:203.0.113.5', undefined, 0, '203.0.113.5'],
]

for (const [title, peer, forwardedFor, proxies, client] of cases) {
  test(title, () => assert.equal(clientAddress(peer, forwardedFor, proxies), client))
}

test('loopback is this machine alone', () => {
  for (const address of ['127.0.0.1', '127.8.8.8', '::1']) assert.ok(isLoopback(address))
  for (const address of ['10.0.0.1', '::2', '203.0.113.127']) assert.ok(!isLoopback(address))
})
