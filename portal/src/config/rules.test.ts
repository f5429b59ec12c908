import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../config.ts'

const production = {
  NODE_ENV: 'production',
  SECRET_KEY: 'the key of tests which is long enough',
  PUBLIC_URL: 'https://bills.example.com',
  EMAIL_BACKEND: 'smtp',
  EMAIL_HOST: 'mail.example.com',
  SMS_BACKEND: 'webhook',
  WEBHOOK_URL: 'https://gateway.example.com',
}

const read = (secret: string) =>
  readConfig({ ...production, WEBHOOK_SECRET: secret }, { developmentKey: () => production.SECRET_KEY })

// Behind whsec_ stands Base64. Of what is none nothing is left, and an empty key signs for everybody.
for (const secret of [
  'PUT_THE_OUTPUT_OF_openssl_rand_-base64_32_HERE',
  `whsec_${'#'.repeat(40)}`,
  `whsec_${'A'.repeat(24)}`,
]) {
  test(`production takes no receipts that ${secret} signs`, () => {
    const config = read(secret)
    assert.match(config.success ? 'taken' : config.faults.join('\n'), /^WEBHOOK_SECRET: .*$/)
  })
}

test('production takes a key of Standard Webhooks', () => {
  assert.ok(read(`whsec_${'A'.repeat(32)}`).success)
})
