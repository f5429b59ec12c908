import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { locales } from '../locales/index.ts'
import { paths } from '../paths.ts'
import { emptyForm } from './form-state.ts'
import { html } from './html.ts'
import { page } from './layout.ts'
import { customerNavigation, staffNavigation } from './navigation.ts'
import { button } from './parts/button/button.ts'
import { postForm } from './parts/form/form.ts'
import { stylesPage } from './styles/styles-page.ts'
import { testView } from './testing/view.ts'

const customer = { nav: customerNavigation, person: { name: 'Rosa <Park>' }, path: paths.bills }

test('a page says in which language it is and which way it runs', () => {
  assert.match(
    String(page(testView({ locale: 'ar' }), { title: 'x' }, '')),
    /^<!doctype html>\n<html lang="ar" dir="rtl">/,
  )
})

test('the title names page and operator, escaped, and warns of an error', () => {
  assert.match(String(page(testView(), { title: 'A < B' }, '')), /<title>A &lt; B – Green &amp; Sons<\/title>/)
  const form = { ...emptyForm, refusal: { key: 'ui.sample.refusal' } } as const
  const refused = String(page(testView(), { title: 'A', form }, ''))
  assert.match(refused, /<title>Error: A – /)
  assert.match(refused, /<section class="error-summary"[^>]*autofocus>/)
})

test('a customer has the menu, with the place where they are marked, a name that is escaped, and the way out', () => {
  const written = String(page(testView(customer), { title: 'Bills' }, ''))
  assert.match(written, /<a class="menu-link" href="\/bills\/" aria-current="page">/)
  assert.equal(written.match(/aria-current="page"/g)?.length, 1)
  assert.match(written, /Rosa &lt;Park&gt;/)
  assert.match(written, /<form [^>]*action="\/otp\/logout\/"[^>]* method="post"/)
})

test('a page for nobody in particular has no menu and no way out', () => {
  const written = String(page(testView(), { title: 'Sign in' }, ''))
  assert.doesNotMatch(written, /class="menu"|logout/)
})

test('a staff member finds customers from every page, if the role may open them', () => {
  const nav = staffNavigation(['overview', 'customers'])
  assert.match(String(page(testView({ nav }), { title: 'x' }, '')), /<form [^>]*action="\/admin\/find\/"/)
  assert.doesNotMatch(String(page(testView({ nav: staffNavigation(['otps']) }), { title: 'x' }, '')), /role="search"/)
})

test('the first form of a page is the one that the page is about, and every POST form carries the token', () => {
  const view = testView(customer)
  const written = String(
    page(view, { title: 'x' }, postForm(view, { action: '/feedback/' }, button({ label: 'Send' }))),
  )
  assert.match(written.slice(written.indexOf('<form')), /^<form [^>]*action="\/feedback\/"/)
  const forms = written.match(/<form [^>]*method="post"[^>]*>[\s\S]*?<\/form>/g) ?? []
  assert.equal(forms.length, 3)
  for (const form of forms) assert.match(form, /name="csrf_token" value="test-token"/)
})

test('no page carries a style, a script or a handler of its own, so the strictest policy fits', () => {
  for (const shell of ['public', 'customer', 'staff']) {
    const written = String(stylesPage(testView(), shell))
    assert.doesNotMatch(written, /<style|<script(?! type="module" src="\/assets\/)|\sstyle=|\son[a-z]+="|javascript:/)
  }
})

test('every id on a page is there once, and whatever refers to one finds it', () => {
  const written = String(stylesPage(testView(), 'customer'))
  const ids = [...written.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
  assert.deepEqual(ids.length, new Set(ids).size)
  const references = [...written.matchAll(/\s(?:for|aria-describedby|aria-labelledby|form)="([^"]+)"/g)]
  for (const id of references.flatMap(([, list = '']) => list.split(' '))) assert.ok(ids.includes(id), id)
})

test('every part can be shown in every language and shell', () => {
  for (const locale of locales) {
    for (const shell of ['public', 'customer', 'staff']) {
      assert.match(String(stylesPage(testView({ locale }), shell)), /<\/html>\s*$/)
    }
  }
})

test('what stands around a page weighs less than 3 kB on the line', () => {
  const written = String(page(testView(customer), { title: 'Bills' }, html`<p>Nothing yet.</p>`))
  assert.ok(gzipSync(written).length < 3000, `${gzipSync(written).length} bytes`)
})
