import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isolate } from './isolate.ts'

test('a value that runs against its sentence is fenced off', () => {
  assert.deepEqual(isolate('ltr', { name: 'محمد' }), { name: '\u2068محمد\u2069' })
  assert.deepEqual(isolate('rtl', { phone: '+977 980' }), { phone: '\u2068+977 980\u2069' })
})

test('a word that a text chooses by stays what it is', () => {
  assert.deepEqual(isolate('rtl', { channel: 'email' }), { channel: 'email' })
})

test('a value that runs with its sentence, and what is no text, stays as it is', () => {
  const piece = { toString: () => 'a piece of a page' }
  assert.deepEqual(isolate('ltr', { name: 'रोजा', count: 3, piece }), { name: 'रोजा', count: 3, piece })
})
