import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comesFromElsewhere, isAskedByUser } from './request-origin.ts'

const site = new URL('https://bills.example.com')
const fromElsewhere = (headers: Record<string, string>) => comesFromElsewhere(new Headers(headers), site)

test('a browser that says where a form comes from is believed', () => {
  assert.ok(!fromElsewhere({ 'sec-fetch-site': 'same-origin' }))
  assert.ok(!fromElsewhere({ 'sec-fetch-site': 'none' }))
  assert.ok(fromElsewhere({ 'sec-fetch-site': 'same-site' }))
  assert.ok(fromElsewhere({ 'sec-fetch-site': 'cross-site', origin: 'https://bills.example.com' }))
})

test('an older browser is told by its Origin', () => {
  assert.ok(!fromElsewhere({ origin: 'https://bills.example.com' }))
  assert.ok(!fromElsewhere({ origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }))
  assert.ok(fromElsewhere({ origin: 'https://evil.example', host: 'bills.example.com' }))
  assert.ok(fromElsewhere({ origin: 'null', host: 'bills.example.com' }))
  assert.ok(!fromElsewhere({}))
})

test('a GET changes something only when its user asked for it', () => {
  assert.ok(isAskedByUser(new Headers({ 'sec-fetch-site': 'same-origin' })))
  assert.ok(isAskedByUser(new Headers({ 'sec-fetch-site': 'none' })))
  assert.ok(!isAskedByUser(new Headers({ 'sec-fetch-site': 'cross-site' })))
  assert.ok(!isAskedByUser(new Headers({ 'sec-fetch-site': 'none', 'sec-purpose': 'prefetch;prerender' })))
  assert.ok(!isAskedByUser(new Headers()))
})
