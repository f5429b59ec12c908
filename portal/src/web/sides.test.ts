import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ownPath } from './sides.ts'

test('a path of this site is kept, with its query', () => {
  for (const path of ['/', '/bills/', '/admin/customers/?q=asha%20rai']) assert.equal(ownPath(path), path)
})

test('what leads elsewhere is refused', () => {
  const elsewhere = [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '',
    'bills/',
  ]
  for (const path of elsewhere) assert.equal(ownPath(path), undefined, path)
})

test('no text whatever makes a browser leave the site', () => {
  const pieces = fc.array(
    fc.constantFrom('/', '\\', '//', '@', ':', 'evil.example', '%2f', '%5c', '\t', '\n', '.', '?', '#'),
  )
  fc.assert(
    fc.property(
      pieces.map((parts) => parts.join('')),
      (text) => {
        const path = ownPath(text)
        return path === undefined || new URL(path, 'https://ours.example').host === 'ours.example'
      },
    ),
    { numRuns: 5000 },
  )
})
