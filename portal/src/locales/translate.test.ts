import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageName, locales } from './languages.ts'
import { compose, translate } from './translate.ts'

test('plurals follow the language', () => {
  const left = (seconds: number) => locales.map((locale) => translate(locale)('ui.countdown.left', { seconds }))
  assert.deepEqual(left(60), ['One minute left.', 'Queda un minuto.', 'एक मिनेट बाँकी छ।', 'بقيت دقيقة واحدة.'])
  assert.deepEqual(left(1), ['1 second left.', 'Queda 1 segundo.', '1 सेकेन्ड बाँकी छ।', 'بقيت ثانية واحدة.'])
  assert.deepEqual(left(3), ['3 seconds left.', 'Quedan 3 segundos.', '3 सेकेन्ड बाँकी छ।', 'بقيت 3 ثوانٍ.'])
})

test('pieces of a page come back in the order of the language, untouched', () => {
  const mark = { isPiece: true }
  assert.deepEqual(compose('en')('ui.sample.mark', { mark }), ['Look for the message marked ', mark, '.'])
  assert.deepEqual(compose('ne')('ui.sample.mark', { mark })[0], mark)
})

test('words between tags are handed to the function of that name', () => {
  const link = (words: unknown) => ({ words })
  assert.deepEqual(compose('en')('ui.sample.paragraph', { link })[1], { words: ['a day later'] })
})

test('each language is named as its speakers write it', () => {
  assert.deepEqual(locales.map(languageName), ['English', 'Español', 'नेपाली', 'العربية'])
})
