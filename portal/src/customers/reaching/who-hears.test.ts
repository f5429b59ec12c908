import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReachedContact } from './topics.ts'
import { hearersOf, hearersOfSecurity } from './who-hears.ts'

const all = { ways: { phone: true, whatsapp: true }, onPaper: false }
let made = 0

function contact(kind: 'email' | 'phone', changes: Partial<ReachedContact> = {}): ReachedContact {
  made += 1
  const [address, canonical] =
    kind === 'email' ? [`A${made}@Example.com`, `a${made}@example.com`] : ['984', `+977${made}`]
  const chosen = { bills_by: null, feedback_by: null, announcements_by: null }
  const state = { may_sign_in: 1, bouncing_since: null, bouncing_reason: null }
  return { id: made, kind, address, contact: canonical, ...state, ...chosen, ...changes }
}
const bouncing = { bouncing_since: 1, bouncing_reason: 'returned' } as const
const mail = ({ address }: ReachedContact) => ({ channel: 'email', address })
const sms = (phone: ReachedContact) => ({ channel: 'sms', address: phone.contact })

test('who has chosen nothing hears by mail, and by SMS where there is no address that works', () => {
  const [one, two, phone] = [contact('email'), contact('email'), contact('phone')]
  assert.deepEqual(hearersOf('feedback', [one, phone, two], all), [mail(one), mail(two)])
  assert.deepEqual(hearersOf('feedback', [phone], all), [sms(phone)])
  assert.deepEqual(hearersOf('feedback', [{ ...one, ...bouncing }, phone], all), [sms(phone)])
})

test('each topic goes by what was chosen for it', () => {
  const one = contact('email', { bills_by: 'none', announcements_by: 'none' })
  const phone = contact('phone', { bills_by: 'whatsapp', feedback_by: 'none', announcements_by: 'none' })
  assert.deepEqual(hearersOf('bills', [one, phone], all), [{ channel: 'whatsapp', address: phone.contact }])
  assert.deepEqual(hearersOf('feedback', [one, phone], all), [mail(one)])
  assert.deepEqual(hearersOf('announcements', [one, phone], all), [])
})

test('nothing that can wait goes to a contact that bounces', () => {
  const [dead, alive] = [contact('email', bouncing), contact('email')]
  for (const topic of ['bills', 'feedback', 'announcements'] as const) {
    assert.deepEqual(hearersOf(topic, [dead, alive], all), [mail(alive)])
    assert.deepEqual(hearersOf(topic, [dead], all), [])
  }
})

test('bills that would reach nobody go to one contact that works, first by mail, unless they go by post', () => {
  const off = { bills_by: 'none' } as const
  const [phone, one, two] = [contact('phone', off), contact('email', off), contact('email', off)]
  const chosen = contact('email', { ...bouncing, bills_by: 'email' })
  assert.deepEqual(hearersOf('bills', [chosen, phone, one, two], all), [mail(one)])
  assert.deepEqual(hearersOf('bills', [chosen, phone], all), [sms(phone)])
  assert.deepEqual(hearersOf('bills', [chosen, phone, one], { ...all, onPaper: true }), [])
})

test('a way that is not there any more is replaced, and a phone that nothing reaches is left out', () => {
  const phone = contact('phone', { feedback_by: 'whatsapp' })
  assert.deepEqual(hearersOf('feedback', [phone], { ...all, ways: { phone: true, whatsapp: false } }), [sms(phone)])
  assert.deepEqual(hearersOf('feedback', [phone], { ...all, ways: { phone: false, whatsapp: false } }), [])
})

test('news of safety asks for no choice, and goes past what bounces only where another contact works', () => {
  const off = { bills_by: 'none', feedback_by: 'none', announcements_by: 'none' } as const
  const [one, phone, dead] = [contact('email', off), contact('phone'), contact('email', bouncing)]
  assert.deepEqual(hearersOfSecurity([dead, one, phone], all.ways), [mail(one), sms(phone)])
  assert.deepEqual(hearersOfSecurity([dead], all.ways), [mail(dead)])
  assert.deepEqual(hearersOfSecurity([dead, phone], { phone: false, whatsapp: false }), [mail(dead)])
})
