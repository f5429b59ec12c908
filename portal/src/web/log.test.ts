import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog } from './log.ts'

function logged(error: unknown): string {
  const lines: string[] = []
  createLog('info', { write: (line) => lines.push(line) }).error({ err: error }, 'failed')
  return lines.join('')
}

test('a fault is logged without the addresses and numbers that its message quotes', () => {
  const error = new Error('550 <asha.rai@example.com> unknown, code 123 456, call +977 984 1234567')
  assert.doesNotMatch(logged(error), /asha|example|123|456|977/)
})

test('what the database adds to a fault stays out', () => {
  const error = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (contact)=(asha@example.com)' })
  const line = logged(error)
  assert.match(line, /"code":"23505"/)
  assert.doesNotMatch(line, /asha/)
})

test('the cause of a fault is told', () => {
  assert.match(logged(new Error('outer', { cause: new Error('inner') })), /"cause":\{"type":"Error","message":"inner"/)
})
