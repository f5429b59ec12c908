import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SendFault } from '@kerbside/courier'
import { answerKey } from './answers.ts'

const keyOf = (detail: string | null, receipt: string | null = null, fault: SendFault | null = 'rejected') =>
  answerKey({ fault, fault_detail: detail, receipt })?.replace('messages.', '')

test('what mail servers say is told in plain words', () => {
  const told = {
    'SMTP 550 5.1.1 at RCPT TO': 'answer.noAddress',
    'SMTP 550 5.1.2 at RCPT TO': 'answer.noDomain',
    'SMTP 556 5.1.10 at RCPT TO': 'answer.noDomain',
    'SMTP 550 5.1.8 at MAIL FROM': 'answer.senderRefused',
    'SMTP 550 5.2.1 at RCPT TO': 'answer.mailboxOff',
    'SMTP 452 4.2.2 at RCPT TO': 'answer.mailboxFull',
    'SMTP 552 at DATA': 'answer.mailboxFull',
    'SMTP 451 4.4.1 at DATA': 'answer.unreachable',
    'SMTP 450 at RCPT TO': 'answer.later',
    'SMTP 451 4.7.1 at RCPT TO': 'answer.later',
    'SMTP 421 at CONN': 'answer.later',
    'SMTP 550 5.7.26 at DATA': 'answer.policy',
    'SMTP 554 at DATA': 'answer.policy',
    'SMTP 550 at RCPT TO': 'answer.refused',
    'SMTP 535 5.7.8 at AUTH PLAIN: Username and Password not accepted.': 'answer.credentials',
  }
  for (const [detail, key] of Object.entries(told)) assert.equal(keyOf(detail), key, detail)
})

test('what Twilio says is told in plain words, in an answer and in a receipt', () => {
  const told = {
    20429: 'answer.tooMany',
    21211: 'answer.noNumber',
    21408: 'answer.countryOff',
    21610: 'answer.optedOut',
    21614: 'answer.notMobile',
    30003: 'answer.phoneOff',
    30005: 'answer.noNumber',
    30006: 'answer.notMobile',
    30007: 'answer.takenForSpam',
  }
  for (const [code, key] of Object.entries(told)) {
    assert.equal(keyOf(`Twilio ${code}: some words`), key, code)
    assert.equal(keyOf(null, `undelivered ${code}`), key, code)
  }
})

test('trouble on the way to a provider has its words, too', () => {
  const told = {
    'ESOCKET ECONNREFUSED': 'answer.unreachable',
    'twilio: ETIMEDOUT': 'answer.unreachable',
    'no answer within 25000 ms': 'answer.unreachable',
    'the connection ended': 'answer.unreachable',
    'ESOCKET SELF_SIGNED_CERT_IN_CHAIN': 'answer.certificate',
    'no sender for sms': 'answer.noSender',
    'every sender has had it': 'answer.allTried',
  }
  for (const [detail, key] of Object.entries(told)) assert.equal(keyOf(detail), key, detail)
})

test('the last word counts, what nobody knows is told by what it means, and nothing by nothing', () => {
  assert.equal(keyOf('SMTP 450 at RCPT TO', 'undelivered 30003'), 'answer.phoneOff')
  assert.equal(keyOf('webhook: HTTP 418', 'gone'), 'fault.rejected')
  assert.equal(keyOf(null, 'sent', null), undefined)
})
