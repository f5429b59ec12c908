import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mail } from './mail.ts'
import { mailWords } from './mail-words.ts'

test('digits in groups are not torn apart at the end of a line', () => {
  assert.equal(
    String(mailWords('Type 4821 7730 0194.', 'ltr')),
    'Type <span dir="ltr" style="white-space:nowrap">4821 7730 0194</span>.',
  )
})

test('what runs from left to right is held together in a line that does not, without the punctuation around it', () => {
  assert.equal(
    String(mailWords('عبر +977 *** 67، Kerbside.\nhttps://bins.example/x/', 'rtl')),
    'عبر <span dir="ltr">+977 *** 67</span>، <span dir="ltr">Kerbside</span>.<br><span dir="ltr">https://bins.example/x/</span>',
  )
})

test('words of others are text', () => {
  for (const direction of ['ltr', 'rtl'] as const)
    assert.doesNotMatch(String(mailWords('Asha <b>Rai</b> "&', direction)), /<b>|"&(?!amp)/)
})

test('a mail without small print ends with its body, and its text part too', () => {
  const { text, html } = mail({
    locale: 'en',
    subject: 'S',
    operator: 'O',
    body: ['One\nTwo', { code: '1', mark: 'K7' }],
  })
  assert.equal(text, 'One\nTwo\n\n1\n')
  assert.match(html, />One<br>Two<\/p>/)
  assert.doesNotMatch(html, /class="foot"/)
})
