import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { developmentKey } from './config/development-key.ts'
import { settingsTable } from './config/settings-page.ts'
import type { Config, Environment } from './config.ts'
import { readConfig } from './config.ts'

const key = 'a key of thirty-two characters..'
const production = {
  NODE_ENV: 'production',
  SECRET_KEY: key,
  PUBLIC_URL: 'https://bills.example.com',
  EMAIL_BACKEND: 'smtp',
  EMAIL_HOST: 'smtp.example.com',
}

const read = (environment: Environment) => readConfig(environment, { developmentKey: () => key })

function configOf(environment: Environment): Config {
  const result = read(environment)
  assert.ok(result.success, result.success ? '' : result.faults.join('\n'))
  return result.config
}

function faultsOf(environment: Environment): readonly string[] {
  const result = read(environment)
  return result.success ? [] : result.faults
}

test('no setting is needed in development', () => {
  const config = configOf({})
  assert.equal(config.publicUrl.origin, 'http://localhost:3000')
  assert.deepEqual(config.emailBackend, ['console'])
  assert.deepEqual(config.smsBackend, ['console'])
  assert.equal(config.otpExpiryMinutes, 5)
  assert.equal(config.otpMaxAttempts, 5)
  assert.equal(config.otpLength, 6)
})

test('truth values are read in every spelling', () => {
  for (const text of ['True', 'true', 'TRUE', '1']) assert.equal(configOf({ EMAIL_USE_TLS: text }).emailUseTls, true)
  for (const text of ['False', 'false', 'FALSE', '0'])
    assert.equal(configOf({ EMAIL_USE_TLS: text }).emailUseTls, false)
})

test('STARTTLS is insisted on unless the mail server is this machine', () => {
  assert.equal(configOf({ EMAIL_BACKEND: 'smtp', EMAIL_HOST: 'smtp.example.com' }).emailUseTls, true)
  assert.equal(configOf({ EMAIL_BACKEND: 'smtp', EMAIL_HOST: '127.0.0.1' }).emailUseTls, false)
})

test("the guide's backends are known by their Django names", () => {
  const names = ['console', 'smtp', 'filebased'].map((name) => `django.core.mail.backends.${name}.EmailBackend`)
  const config = configOf({ EMAIL_BACKEND: names.join(', '), EMAIL_HOST: 'smtp.example.com' })
  assert.deepEqual(config.emailBackend, ['console', 'smtp', 'file'])
})

test('several keys are kept newest first, and a short one is refused without being repeated', () => {
  const newer = 'another key of thirty-two characters'
  assert.deepEqual(configOf({ SECRET_KEY: `${newer}, ${key}` }).secretKey, [newer, key])
  const [fault] = faultsOf({ SECRET_KEY: `${key},hunter2` })
  assert.match(fault ?? '', /^SECRET_KEY: write at least 32 characters/)
  assert.doesNotMatch(fault ?? '', /hunter2/)
})

test('all faults come out at once, a line each', () => {
  const faults = faultsOf({
    ...production,
    SECRET_KEY: '',
    PORT: 'eighty',
    OTP_LIMITS: 'off',
    PUBLIC_URL: 'http://x.example',
  })
  assert.deepEqual(faults.map((fault) => fault.split(':')[0]).toSorted(), [
    'OTP_LIMITS',
    'PORT',
    'PUBLIC_URL',
    'SECRET_KEY',
  ])
  for (const fault of faults) assert.doesNotMatch(fault, /\n/)
})

test('production needs a key, HTTPS and backends that send', () => {
  assert.deepEqual(faultsOf(production), [])
  const bare = faultsOf({ NODE_ENV: 'production' })
  assert.deepEqual(
    bare.map((fault) => fault.split(':')[0]),
    ['SECRET_KEY', 'PUBLIC_URL', 'EMAIL_BACKEND'],
  )
  assert.match(faultsOf({ ...production, SMS_BACKEND: 'file' }).join(), /^SMS_BACKEND: file shows codes/)
})

test('production takes no key that stands in a document', () => {
  for (const known of [
    'PUT_THE_OUTPUT_OF_openssl_rand_-base64_48_HERE',
    'django-insecure-0123456789abcdefghijklmnopqrstuvwxyz',
    'changeme-changeme-changeme-changeme',
    'please change this key before you go live',
    'a_new_key_of_32_characters_or_more_here',
  ]) {
    assert.match(faultsOf({ ...production, SECRET_KEY: `${key},${known}` }).join(), /^SECRET_KEY: is an example/, known)
    assert.deepEqual(faultsOf({ SECRET_KEY: known }), [], 'in development any will do')
  }
})

test('without SMS_BACKEND production has no phone sign-in', () => {
  assert.deepEqual(configOf(production).smsBackend, [])
})

const refused: readonly [setting: string, text: string][] = [
  ['OTP_LENGTH', '5'],
  ['OTP_LENGTH', '17'],
  ['OTP_EXPIRY_MINUTES', '11'],
  ['OTP_EXPIRY_MINUTES', '0'],
  ['OTP_MAX_ATTEMPTS', '0'],
  ['OTP_MAX_ATTEMPTS', '5.5'],
  ['OTP_LIMIT_ADDRESS', '60'],
  ['OTP_LIMIT_ADDRESS', '0/hour'],
  ['OTP_LIMIT_STRANGER_EMAIL', '1/day'],
  ['OTP_TAKEOVER_BOUND', '1'],
  ['OTP_SMS_COUNTRIES', 'NP,XQ'],
  ['PUBLIC_URL', 'bills.example.com'],
  ['PUBLIC_URL', 'https://bills.example.com/portal'],
  ['TRUST_PROXY', 'yes'],
  ['EMAIL_BACKEND', 'pigeon'],
  ['EMAIL_BACKEND', 'console,console'],
  ['EMAIL_USE_TLS', 'perhaps'],
  ['DATABASE_URL', 'mysql://localhost/kerbside'],
  ['DEFAULT_FROM_EMAIL', 'Kerbside <a@example.com>\r\nBcc: b@example.com'],
  ['DEFAULT_CURRENCY', 'RUPEES'],
  ['DEFAULT_REGION', 'Nepal'],
  ['TIME_ZONE', 'Kathmandu'],
  ['TWILIO_PHONE_NUMBER', '555 0100'],
]

for (const [name, text] of refused) {
  test(`${name}=${JSON.stringify(text)} is refused with a sentence`, () => {
    assert.match(faultsOf({ [name]: text }).join('\n'), new RegExp(`^${name}: \\w.+\\.$`))
  })
}

test('a sender may carry a name', () => {
  assert.deepEqual(configOf({ DEFAULT_FROM_EMAIL: 'Clean Streets <bills@example.com>' }).defaultFromEmail, {
    name: 'Clean Streets',
    address: 'bills@example.com',
  })
})

test('the data folder is where the SQLite file lies', () => {
  const config = configOf({ DATABASE_URL: 'sqlite:/srv/kerbside/books.sqlite' })
  assert.equal(config.dataFolder, '/srv/kerbside')
  assert.equal(config.messageFile, '/srv/kerbside/messages.jsonl')
})

test('a development key is made once, for its owner alone', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'kerbside-key-')), 'data')
  const made = developmentKey(folder)
  assert.ok(made.length >= 32)
  assert.equal(developmentKey(folder), made)
  assert.equal(statSync(join(folder, 'secret-key')).mode & 0o777, 0o600)
})

test('texts of several lines are written with a bar, as two letters in a shell, or as they are', () => {
  for (const text of ['1 Depot Road|Kathmandu', '1 Depot Road\\nKathmandu', '1 Depot Road\n  Kathmandu\n']) {
    assert.deepEqual(configOf({ OPERATOR_ADDRESS: text }).operatorAddress, ['1 Depot Road', 'Kathmandu'])
  }
  assert.equal(configOf({}).paymentInstructions, undefined)
})

test('docs/settings.md shows the table of settings', () => {
  const page = readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8')
  assert.ok(page.includes(settingsTable()), `put this table into docs/settings.md:\n\n${settingsTable()}`)
})

const twilio = {
  SMS_BACKEND: 'twilio',
  TWILIO_ACCOUNT_SID: 'AC0123',
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_PHONE_NUMBER: '+14155550100',
}
const named = (environment: Environment) => faultsOf(environment).map((fault) => fault.split(':')[0])

test('Twilio needs account, token, and a number or a service, a line each', () => {
  assert.deepEqual(named({ SMS_BACKEND: 'twilio' }), ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_PHONE_NUMBER'])
  assert.deepEqual(named(twilio), [])
  const service = { TWILIO_PHONE_NUMBER: '', TWILIO_MESSAGING_SERVICE_SID: 'MG0123' }
  assert.deepEqual(named({ ...twilio, ...service }), [])
})

test('WhatsApp needs a template, and names of Twilio begin as Twilio has it', () => {
  const whatsapp = { ...twilio, TWILIO_WHATSAPP_NUMBER: '+14155550111' }
  assert.deepEqual(named(whatsapp), ['TWILIO_CONTENT_SID'])
  assert.deepEqual(named({ ...whatsapp, TWILIO_CONTENT_SID: 'HX0123' }), [])
  assert.deepEqual(named({ ...twilio, TWILIO_ACCOUNT_SID: 'SK0123' }), ['TWILIO_ACCOUNT_SID'])
})

test('in production a webhook is HTTPS or on this machine, and its key is long', () => {
  const webhook = { ...production, SMS_BACKEND: 'webhook', WEBHOOK_SECRET: 'a secret of 24 characters' }
  assert.deepEqual(named({ ...webhook, WEBHOOK_URL: 'http://gateway.example.com' }), ['WEBHOOK_URL'])
  assert.deepEqual(named({ ...webhook, WEBHOOK_URL: 'https://gateway.example.com' }), [])
  assert.deepEqual(named({ ...webhook, WEBHOOK_URL: 'http://127.0.0.1:8080' }), [])
  assert.deepEqual(named({ ...webhook, WEBHOOK_URL: 'https://gateway.example.com', WEBHOOK_SECRET: 'short' }), [
    'WEBHOOK_SECRET',
  ])
  const plain = { ...production, ...twilio, TWILIO_API_URL: 'http://api.example.com' }
  assert.deepEqual(named(plain), ['TWILIO_API_URL'])
})

test('when a country pauses is set by a share, a number and hours', () => {
  const { otpSmsLeastUse, otpSmsJudgedFrom, otpSmsPauseHours } = configOf({ OTP_SMS_LEAST_USE: '.25' })
  assert.deepEqual([otpSmsLeastUse, otpSmsJudgedFrom, otpSmsPauseHours], [0.25, 250, 6])
  assert.equal(configOf({ OTP_SMS_LEAST_USE: '0' }).otpSmsLeastUse, 0)
  for (const text of ['1', '1.5', '-0.1', '10%', 'none', '.']) {
    assert.equal(faultsOf({ OTP_SMS_LEAST_USE: text }).length, 1, text)
  }
  assert.equal(faultsOf({ OTP_SMS_JUDGED_FROM: '0', OTP_SMS_PAUSE_HOURS: '25' }).length, 2)
})

test('prices of text messages are read, and a budget pays for four of the dearest', () => {
  assert.deepEqual(configOf({ OTP_SMS_PRICE: '0.05, np=0.17,IN=0.04' }).otpSmsPrice, {
    usual: 0.05,
    prices: { NP: 0.17, IN: 0.04 },
  })
  const lines = faultsOf({ OTP_SMS_DAILY_BUDGET: '0.5', OTP_SMS_PRICE: '0.05,NP=0.17' })
  assert.match(lines.join('\n'), /^OTP_SMS_DAILY_BUDGET: pays for less than four messages at 0\.17/)
  assert.deepEqual(faultsOf({ OTP_SMS_DAILY_BUDGET: '0.4' }), [])
  for (const text of ['0', 'NP=1', '0.1,NP=0', '0.1,NP', '0.1,NPL=1', '0.1,NP=1,NP=2']) {
    assert.equal(faultsOf({ OTP_SMS_PRICE: text }).length, 1, text)
  }
})
