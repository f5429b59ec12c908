import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createDatabase } from '../../tools/testing/postgres.ts'
import { emptyFolder, runCommand, startCommand, startProgram } from './testing/command.ts'

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '')
const address = /Kerbside is at (http:\/\/localhost:\d+)/

test('each fault of the settings is a line, and nothing starts', async (t) => {
  const { code, stderr } = await runCommand(t, emptyFolder(t), ['serve'], { PORT: 'x', OTP_LENGTH: '5' })
  assert.equal(code, 1)
  assert.deepEqual(
    linesOf(stderr).map((line) => line.split(':')[0]),
    ['PORT', 'OTP_LENGTH'],
  )
})

test('production refuses what is only for trying out', async (t) => {
  const { code, stderr } = await runCommand(t, emptyFolder(t), ['serve'], { NODE_ENV: 'production' })
  assert.equal(code, 1)
  assert.deepEqual(
    linesOf(stderr).map((line) => line.split(':')[0]),
    ['SECRET_KEY', 'PUBLIC_URL', 'EMAIL_BACKEND'],
  )
})

test('settings come from .env, and the environment goes before it', async (t) => {
  const folder = emptyFolder(t)
  writeFileSync(join(folder, '.env'), 'PORT=from-file\nOTP_LENGTH=from-file\n')
  const { stderr } = await runCommand(t, folder, ['serve'], { PORT: 'from-environment' })
  assert.match(stderr, /^PORT: .*from-environment/m)
  assert.match(stderr, /^OTP_LENGTH: .*from-file/m)
})

test('a command that does not exist is a wrong use, which is told apart from work that failed', async (t) => {
  const { code, stderr } = await runCommand(t, emptyFolder(t), ['dance'])
  assert.equal(code, 2)
  assert.match(stderr, /^error: unknown command 'dance'/)
})

test('migrating may be done again', async (t) => {
  const settings = { DATABASE_URL: await createDatabase(t) }
  for (const last of [/steps done/, /up to date/]) {
    const { code, stdout } = await runCommand(t, emptyFolder(t), ['migrate'], settings)
    assert.equal(code, 0)
    assert.match(stdout, last)
  }
})

test('a database that nobody answers for is one line with what to do', async (t) => {
  const settings = { DATABASE_URL: 'postgres://127.0.0.1:1/kerbside' }
  const { code, stderr } = await runCommand(t, emptyFolder(t), ['migrate'], settings)
  assert.equal(code, 1)
  assert.equal(linesOf(stderr).length, 1)
  assert.match(stderr, /DATABASE_URL/)
})

test('the demo says in three lines where to go, as whom, and where the code appears; SIGTERM ends it', async (t) => {
  const demo = startCommand(t, emptyFolder(t), ['demo', '--serve'], { PORT: '0' })
  const [, site = ''] = await demo.line(address)
  await demo.line(/The code will appear here and at .*\n/)
  assert.equal((await fetch(`${site}/dev/mailbox/`)).status, 200)
  assert.equal((await fetch(`${site}/readyz`)).status, 200)
  demo.kill('SIGTERM')
  const { code, stdout, stderr } = await demo.ended
  assert.equal(code, 0)
  assert.equal(linesOf(stdout).length, 3)
  assert.match(stdout, /customer \S+@demo\.example.*staff \S+@demo\.example.*demo/)
  assert.equal(stderr, '')
})

test('`npm start` needs no setting, and ends when npm is told to', async (t) => {
  const DATABASE_URL = `sqlite:${join(emptyFolder(t), 'kerbside.sqlite')}`
  const npm = startProgram(t, 'npm', ['start'], { ...process.env, DATABASE_URL, PORT: '0' })
  const [, site = ''] = await npm.line(address)
  assert.equal((await fetch(site)).status, 200)
  npm.kill('SIGTERM')
  await npm.ended // its output is closed by the last process that holds it
  await assert.rejects(fetch(site))
})

test('a second server on one SQLite file is refused, and a killed one leaves no lock', async (t) => {
  const folder = emptyFolder(t)
  const first = startCommand(t, folder, ['serve'], { PORT: '0' })
  await first.line(address)
  const second = await runCommand(t, folder, ['serve'], { PORT: '0' })
  assert.equal(second.code, 1)
  assert.equal(linesOf(second.stderr).length, 1)
  first.kill('SIGKILL')
  await first.ended
  const third = startCommand(t, folder, ['serve'], { PORT: '0' })
  await third.line(address)
})

test('serve makes no demo people', async (t) => {
  const folder = emptyFolder(t)
  const serving = startCommand(t, folder, ['serve'], { PORT: '0' })
  await serving.line(address)
  serving.kill('SIGTERM')
  assert.doesNotMatch((await serving.ended).stdout, /demo\.example/)
})

test('in production the start line names the address that people type, whatever the port', async (t) => {
  const settings = {
    NODE_ENV: 'production',
    SECRET_KEY: 'a long key of the tests which is no secret',
    PUBLIC_URL: 'https://bills.example.com',
    EMAIL_BACKEND: 'smtp',
    EMAIL_HOST: 'localhost',
    PORT: '0',
  }
  const serving = startCommand(t, emptyFolder(t), ['serve'], settings)
  await serving.line(/^Kerbside is at https:\/\/bills\.example\.com$/m)
})

test('demo people are refused in production', async (t) => {
  const settings = {
    NODE_ENV: 'production',
    SECRET_KEY: 'x'.repeat(32),
    PUBLIC_URL: 'https://bills.example.com',
    EMAIL_BACKEND: 'smtp',
    EMAIL_HOST: 'localhost',
  }
  const { code, stderr } = await runCommand(t, emptyFolder(t), ['demo'], settings)
  assert.equal(code, 1)
  assert.match(stderr, /production/)
})

test('the doctor finds nothing wrong with a fresh folder', async (t) => {
  const { code, stdout } = await runCommand(t, emptyFolder(t), ['doctor'])
  assert.equal(code, 0)
  assert.match(stdout, /All is well\.\n$/)
})

test('the doctor says what to do about a mail server that does not answer', async (t) => {
  const settings = { EMAIL_BACKEND: 'smtp', EMAIL_HOST: '127.0.0.1', EMAIL_PORT: '1' }
  const { code, stderr } = await runCommand(t, emptyFolder(t), ['doctor'], settings)
  assert.equal(code, 1)
  assert.match(stderr, /^FAIL {2}mail by smtp: .*EMAIL_PORT/m)
})
