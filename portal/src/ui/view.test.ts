import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from './html.ts'
import { testView } from './testing/view.ts'

test('what belongs to a language is made once and shared by its views', () => {
  const first = testView({ locale: 'ne' })
  const second = testView({ locale: 'ne', csrf: 'another' })
  assert.equal(first.formats, second.formats)
  assert.equal(first.t, second.t)
  assert.equal(second.csrf, 'another')
})

test('a view knows which way its language runs', () => {
  assert.deepEqual([testView({ locale: 'ar' }).dir, testView({ locale: 'ne' }).dir], ['rtl', 'ltr'])
})

test('a text takes pieces of a page, and still escapes its words', () => {
  const { rich } = testView()
  assert.equal(
    String(rich('ui.languages.link', { language: html`<b>${'<x>'}</b>` })),
    'Language: <b>&lt;x&gt;</b>. Choose another',
  )
  assert.match(String(rich('ui.languages.link', { language: '<script>' })), /&lt;script&gt;/)
  const link = (words: unknown) => html`<a href="/">${words}</a>`
  assert.match(String(rich('ui.sample.paragraph', { link })), /<a href="\/">a day later<\/a>/)
})

test('a Latin name in an Arabic sentence is fenced off', () => {
  assert.match(testView({ locale: 'ar' }).t('ui.languages.link', { language: 'English' }), /\u2068English\u2069/)
})
