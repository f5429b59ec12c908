import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { locales } from './languages.ts'
import { pickLocale } from './negotiate.ts'

const picks: readonly [header: string | undefined, locale: string, why: string][] = [
  [undefined, 'en', 'no header'],
  ['', 'en', 'an empty header'],
  ['ne', 'ne', 'one language'],
  ['ne-NP,ne;q=0.9,en;q=0.8', 'ne', 'a region of ours'],
  ['es-419', 'es', 'a region that is a number'],
  ['ar-EG-u-nu-arab', 'ar', 'extensions'],
  ['NE', 'ne', 'capitals'],
  ['fr-FR, de;q=0.9', 'en', 'none of ours'],
  ['fr, es;q=0.1', 'es', 'the only one of ours, however little it is liked'],
  ['en;q=0.3, ar;q=0.7, es;q=0.5', 'ar', 'the order of quality, not of place'],
  ['es, ne', 'es', 'equals by their place'],
  ['ne;q=0.5, es;q=0.500', 'ne', 'equals written otherwise'],
  ['*', 'en', 'anything'],
  ['fr, *;q=0.5', 'en', 'anything else'],
  ['en;q=0, *', 'es', 'anything but English'],
  ['es;q=0', 'en', 'nothing that fits'],
  ['es;q=0.2, es-MX;q=0.9, ne;q=0.5', 'es', 'a region liked more than its language'],
  ['ne;q=2, es;q=0.5', 'es', 'a weight that breaks the grammar'],
  ['ne;q=high, es', 'es', 'a weight that is no number'],
  [' ne ; q=0.9 , es ; q=0.8 ', 'ne', 'spaces'],
  ['nepali_NP, es', 'es', 'a tag that is none'],
]

for (const [header, locale, why] of picks) {
  test(`the language is chosen for ${why}`, () => assert.equal(pickLocale(header), locale))
}

test('no header, however odd, leads astray', () => {
  fc.assert(fc.property(fc.string({ maxLength: 5000 }), (header) => assert.ok(locales.includes(pickLocale(header)))))
})
