import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyForm } from '../../form-state.ts'
import { testView } from '../../testing/view.ts'
import { checkbox, radios } from '../choices/choices.ts'
import { errorSummary } from '../error-summary/error-summary.ts'
import { select } from '../select/select.ts'
import { dateField, emailField, moneyField, textArea, textField } from '../text-field/text-field.ts'

const view = testView()
const email = { name: 'email', label: 'E-mail address', hint: 'As on the bill.' }
const refused = {
  values: { email: '"><script>', message: '</textarea>\nmore', plan: 'b', agree: 'yes' },
  errors: { email: { key: 'ui.sample.emailError' }, plan: { key: 'ui.sample.choiceError' } },
} as const

test('a field is tied to its label, hint and error, and keeps what was typed, escaped', () => {
  const written = String(emailField(view, refused, email))
  assert.match(written, /<label class="field-label" for="field-email">E-mail address<\/label>/)
  assert.match(written, /<p class="field-hint" id="field-email-hint">/)
  assert.match(
    written,
    /<p class="field-error" id="field-email-error"><span class="visually-hidden">Error:<\/span> Enter/,
  )
  assert.match(written, /<input [^>]*aria-describedby="field-email-hint field-email-error" aria-invalid="true"/)
  assert.match(written, /value="&quot;&gt;&lt;script&gt;"/)
})

test('a field without fault or hint refers to neither', () => {
  const written = String(textField(view, emptyForm, { name: 'name', label: 'Name' }))
  assert.doesNotMatch(written, /aria-|value=/)
})

test('a field that may stay empty says so', () => {
  assert.match(String(textField(view, emptyForm, { name: 'n', label: 'Name', optional: true })), /\(optional\)/)
})

test('the summary leads to each field that is wrong, and repeats its sentence', () => {
  const written = String(errorSummary(view, refused))
  assert.match(written, /<a href="#field-email">Enter an e-mail address/)
  assert.match(written, /<a href="#field-plan">Choose one/)
  assert.equal(String(errorSummary(view, emptyForm)), '')
})

test('what is wrong with the whole form has no field to lead to', () => {
  const written = String(errorSummary(view, { ...emptyForm, refusal: { key: 'ui.sample.refusal' } }))
  assert.match(written, /Nothing is saved yet\./)
  assert.doesNotMatch(written, /<a /)
})

test('of several choices the summary leads to the first, and the one that was taken stays taken', () => {
  const options = ['a', 'b'].map((value) => ({ value, label: value }))
  const written = String(radios(view, refused, { name: 'plan', label: 'Plan', options }))
  assert.match(written, /<fieldset [^>]*aria-describedby="field-plan-error"/)
  assert.match(written, /id="field-plan" name="plan" value="a">/)
  assert.match(written, /id="field-plan-2" name="plan" value="b" checked>/)
  assert.match(String(select(view, refused, { name: 'plan', label: 'Plan', options })), /value="b" selected>/)
})

test('a tick stays', () => {
  assert.match(String(checkbox(view, refused, { name: 'agree', label: 'Yes' })), /value="yes" checked>/)
  assert.doesNotMatch(String(checkbox(view, emptyForm, { name: 'agree', label: 'Yes' })), /checked/)
})

test('several lines stay as they were typed, and do not end their field', () => {
  const written = String(textArea(view, refused, { name: 'message', label: 'Message' }))
  assert.match(written, />\n&lt;\/textarea&gt;\nmore<\/textarea>/)
})

test('money is typed beside its currency with the keyboard of figures, a day within its span', () => {
  const money = String(moneyField(view, emptyForm, { name: 'amount', label: 'Amount', currency: 'NPR' }))
  assert.match(money, /NPR<\/span>\s*<input [^>]*inputmode="decimal"/)
  const day = String(dateField(view, emptyForm, { name: 'from', label: 'From', max: '2026-03-04' }))
  assert.match(day, /type="date" max="2026-03-04"/)
})
