import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { attributes, html } from './html.ts'

test('whatever a value holds, it neither leaves its quotes nor opens a tag', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const written = String(attributes({ value }))
      assert.match(written, /^ value="[^"<>]*"$/)
    }),
  )
})

test('an attribute without a value is a bare name, and one that is not there is not written', () => {
  assert.equal(String(attributes({ checked: true, open: false, id: undefined, rows: 5 })), ' checked rows="5"')
})

test('words are escaped and pieces of a page are not, also in lists', () => {
  assert.equal(String(html`<p>${['<b>', html`<i>${'&'}</i>`]}</p>`), '<p>&lt;b&gt;<i>&amp;</i></p>')
})

test('a link leads to this site, to https, mail or a telephone, and nowhere else', () => {
  for (const href of ['/bills/', '#main', '?state=paid', 'https://example.com/', 'mailto:a@example.com', 'tel:+9771']) {
    assert.match(String(attributes({ href })), /^ href="/)
  }
  for (const href of [
    'javascript:alert(1)',
    '//evil.example',
    '/\\evil.example',
    'data:text/html,x',
    ' javascript:x',
  ]) {
    assert.throws(() => attributes({ href }), RangeError)
    assert.throws(() => attributes({ formaction: href }), RangeError)
  }
})
