import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from '../html.ts'
import { testNow, testView } from '../testing/view.ts'
import { confirmation } from './confirmation/confirmation.ts'
import { copyButton } from './copy-button/copy-button.ts'
import { dataTable } from './data-table/data-table.ts'
import { descriptionList } from './description-list/description-list.ts'
import { disclosure } from './disclosure/disclosure.ts'
import { filters } from './filters/filters.ts'
import { instant } from './instant/instant.ts'
import { notice } from './notice/notice.ts'
import { pagination } from './pagination/pagination.ts'
import { steps } from './steps/steps.ts'
import { tabs } from './tabs/tabs.ts'
import { tag } from './tag/tag.ts'
import { verbatim } from './verbatim/verbatim.ts'

const view = testView()
const rows = [{ number: '<1>', total: 5 }]

test('a table keeps its meaning when it is shown as cards: roles, and the heading of each value', () => {
  const columns = [
    { heading: 'Number', kind: 'title', cell: (row: (typeof rows)[number]) => row.number },
    { heading: 'Total "net"', kind: 'figure', cell: (row: (typeof rows)[number]) => row.total },
  ] as const
  const written = String(dataTable({ caption: 'Bills', columns, rows }))
  assert.match(written, /^<div class="data-table-frame" role="region" aria-label="Bills" tabindex="0">/)
  assert.match(written, /<table class="data-table" role="table">/)
  assert.match(written, /<th class="data-table-title" scope="row" role="rowheader">&lt;1&gt;<\/th>/)
  assert.match(written, /<td role="cell" data-heading="Total &quot;net&quot;" class="data-table-figure">5<\/td>/)
})

test('a notice says its tone in words', () => {
  assert.match(String(notice(view, { tone: 'danger', body: 'x' })), /<span class="visually-hidden">Problem:<\/span>/)
})

test('a list of one page has no way to another', () => {
  assert.equal(String(pagination(view, {})), '')
  assert.doesNotMatch(String(pagination(view, { next: '?after=7' })), /Previous/)
})

test('a confirmation is a form with the token, its way out a link', () => {
  const written = String(confirmation(view, { body: 'Sure?', action: '/x/', confirm: 'Remove', cancel: '/y/' }))
  assert.match(written, /method="post"/)
  assert.match(written, /name="csrf_token"/)
  assert.match(written, /<a class="button button-secondary" href="\/y\/">/)
})

test('filters are sent by GET and carry no token', () => {
  const written = String(filters(view, { action: '/admin/otps/', label: 'Find', active: false }, ''))
  assert.match(written, /method="get"/)
  assert.doesNotMatch(written, /csrf|Show all/)
})

test('one step is the present one, and those before it are done', () => {
  const written = String(steps(view, { names: ['One', 'Two', 'Three'], current: 1 }))
  assert.match(written, /<li class="step step-done">One <span class="visually-hidden">\(done\)<\/span><\/li>/)
  assert.match(written, /<li class="step step-current" aria-current="step">Two<\/li>/)
})

test('one tab is the present one', () => {
  const items = [
    { href: '?', label: 'All', current: true },
    { href: '?open', label: 'Open', current: false },
  ]
  assert.equal(String(tabs('State', items)).match(/aria-current="page"/g)?.length, 1)
})

test('a copy button is hidden until a script can copy', () => {
  assert.match(String(copyButton(view, { value: '"7"', what: 'number' })), /hidden data-copy="&quot;7&quot;"/)
})

test('numbers and addresses run from left to right, and no translation touches them', () => {
  assert.equal(String(verbatim('<a@b.co>')), '<bdi dir="ltr" translate="no">&lt;a@b.co&gt;</bdi>')
})

test('an instant is exact for programs and local for people', () => {
  assert.equal(String(instant(view, testNow)), '<time datetime="2026-03-04T09:05:00.000Z">4 Mar 2026, 14:50</time>')
})

test('words are escaped and pieces are kept, in every part that takes either', () => {
  for (const show of [
    (content: string | ReturnType<typeof html>) => tag('info', content),
    (content: string | ReturnType<typeof html>) => disclosure({ summary: content, body: content }),
    (content: string | ReturnType<typeof html>) => descriptionList([{ term: content, value: content }]),
  ]) {
    assert.doesNotMatch(String(show('<i>')), /<i>/)
    assert.match(String(show(html`<i>x</i>`)), /<i>x<\/i>/)
  }
})
