import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { quietHours } from '../../config/field-parsers.ts'
import { whenToSend } from './quiet-hours.ts'

const DAY = 86_400_000
const at = (text: string) => Temporal.ZonedDateTime.from(text).epochMilliseconds

/** When a message of this instant goes, as the clock on the wall has it. */
function goes(hours: string, now: string, lifeMs = 7 * DAY): string {
  const { timeZoneId: timeZone } = Temporal.ZonedDateTime.from(now)
  const when = whenToSend({ quietHours: quietHours(hours), timeZone }, at(now), at(now) + lifeMs)
  if (when === undefined) return 'at once'
  return Temporal.Instant.fromEpochMilliseconds(when).toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never' })
}

const kathmandu = (time: string) => `${time}[Asia/Kathmandu]`
const newYork = (time: string) => `${time}[America/New_York]`

test('within the quiet hours a message waits for their end, and at their end it goes', () => {
  for (const [now, expected] of [
    ['2026-03-02T20:59:59.999', 'at once'],
    ['2026-03-02T21:00', '2026-03-03T07:00:00+05:45'],
    ['2026-03-02T23:59', '2026-03-03T07:00:00+05:45'],
    ['2026-03-03T00:00', '2026-03-03T07:00:00+05:45'],
    ['2026-03-03T06:59:59.999', '2026-03-03T07:00:00+05:45'],
    ['2026-03-03T07:00', 'at once'],
    ['2026-03-03T12:00', 'at once'],
  ] as const) {
    assert.equal(goes('21:00-07:00', kathmandu(now)), expected, now)
  }
})

test('quiet hours may lie within a day', () => {
  assert.equal(goes('12:30-14:00', kathmandu('2026-03-02T13:00')), '2026-03-02T14:00:00+05:45')
  assert.equal(goes('12:30-14:00', kathmandu('2026-03-02T14:00')), 'at once')
  assert.equal(goes('12:30-14:00', kathmandu('2026-03-02T00:00')), 'at once')
})

test('a night in which clocks are changed ends by the clock on the wall', () => {
  assert.equal(goes('21:00-07:00', newYork('2026-03-07T23:00')), '2026-03-08T07:00:00-04:00')
  assert.equal(goes('21:00-07:00', newYork('2026-10-31T23:00')), '2026-11-01T07:00:00-05:00')
  // 02:30 is left out in March, and comes twice at 01:30 in November.
  assert.equal(goes('22:00-02:30', newYork('2026-03-08T01:00')), '2026-03-08T03:30:00-04:00')
  assert.equal(goes('22:00-01:30', newYork('2026-11-01T01:00:00-04:00')), '2026-11-01T01:30:00-05:00')
  assert.equal(goes('22:00-01:30', newYork('2026-11-01T01:45:00-04:00')), '2026-11-01T01:30:00-05:00')
  assert.equal(goes('22:00-01:30', newYork('2026-11-01T01:30:00-05:00')), 'at once')
})

test('a message that would be worth nothing by the morning goes at once', () => {
  const now = kathmandu('2026-03-02T22:00')
  assert.equal(goes('21:00-07:00', now, 10 * 3_600_000), '2026-03-03T07:00:00+05:45')
  assert.equal(goes('21:00-07:00', now, 10 * 3_600_000 - 1), 'at once')
})

test('without quiet hours nothing waits', () => {
  assert.equal(whenToSend({ quietHours: undefined, timeZone: 'UTC' }, 0, DAY), undefined)
})

test('whatever the zone, a message waits for less than a day and goes outside of the quiet hours', () => {
  const zone = fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/New_York', 'Australia/Lord_Howe', 'Europe/Madrid')
  const time = fc.integer({ min: 0, max: 1439 }).map((minutes) => Temporal.PlainTime.from('00:00').add({ minutes }))
  const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) })
  fc.assert(
    fc.property(zone, time, time, instant, (timeZone, from, until, now) => {
      fc.pre(!from.equals(until))
      const config = { quietHours: { from, until }, timeZone }
      const when = whenToSend(config, now, now + 7 * DAY)
      if (when === undefined) return
      assert.ok(when > now && when <= now + DAY + 3_600_000)
      assert.equal(whenToSend(config, when, when + 7 * DAY), undefined)
    }),
  )
})

test('the setting takes two different times of day', () => {
  for (const wrong of ['21:00', '21:00-21:00', '24:00-07:00', '9:00-10:00', '21-07']) {
    assert.throws(() => quietHours(wrong), /write two different times of day/, wrong)
  }
})
