import assert from 'node:assert/strict'
import { test } from 'node:test'
import { locales } from '../locales/index.ts'
import { createFormats } from './formats.ts'
import { testNow } from './testing/view.ts'

const english = createFormats('en', 'Asia/Kathmandu')

test('instants are shown in the zone of the operator', () => {
  assert.equal(english.dateTime(testNow), '4 Mar 2026, 14:50')
  assert.equal(english.time(Date.UTC(2026, 2, 4, 18, 30)), '00:15')
  assert.equal(english.date(Date.UTC(2026, 2, 4, 18, 30)), '5 March 2026')
})

test('a calendar day is the same day in every zone', () => {
  const day = Temporal.PlainDate.from('2026-03-04')
  assert.equal(createFormats('en', 'Pacific/Auckland').day(day), '4 March 2026')
  assert.equal(createFormats('en', 'America/Los_Angeles').day(day), '4 March 2026')
})

test('a country is called by its name, and by its letters where it has none', () => {
  assert.deepEqual(
    locales.map((locale) => createFormats(locale, 'UTC').country('NP')),
    ['Nepal', 'Nepal', 'नेपाल', 'نيبال'],
  )
  assert.equal(english.country('QX'), 'QX')
})

test('months, spans of days and shares are written as people say them', () => {
  assert.equal(english.month('2026-03'), 'March 2026')
  // The last day of a half-open span is the one before its end; a span of one day is that day.
  assert.match(english.days('2026-03-01', '2026-03-13'), /^1\s–\s12 March 2026$/)
  assert.equal(english.days('2026-03-05', '2026-03-06'), '5 March 2026')
  assert.equal(english.share(1250), '12.5%')
})

test('money has the digits of its currency, exactly', () => {
  assert.equal(english.money({ amountMinor: 123_450, currency: 'NPR' }).replace('\u00a0', ' '), 'Rs 1,234.50')
  assert.match(english.money({ amountMinor: 1234, currency: 'JPY' }), /1,234$/)
  assert.match(english.money({ amountMinor: 1_234_567, currency: 'IQD' }), /1,234\.567$/)
  assert.match(english.money({ amountMinor: Number.MAX_SAFE_INTEGER, currency: 'NPR' }), /90,071,992,547,409\.91$/)
})

test('Nepali groups by lakh, and every language writes Latin digits', () => {
  assert.match(
    createFormats('ne', 'Asia/Kathmandu').money({ amountMinor: 123_456_78, currency: 'NPR' }),
    /1,23,456\.78/,
  )
  for (const locale of locales) {
    const formats = createFormats(locale, 'Asia/Kathmandu')
    const shown = [formats.dateTime(testNow), formats.number(1204), formats.minutes(25)].join(' ')
    assert.doesNotMatch(shown.replaceAll(/[0-9]/g, ''), /\p{Nd}/u)
    assert.match(formats.time(testNow), /14:50/)
  }
})
