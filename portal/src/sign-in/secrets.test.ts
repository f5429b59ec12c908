import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { startPortal } from '../testing/start-portal.ts'
import { addCustomer, askedFor, newestCode, wrongCode } from './testing/people.ts'

const email = 'demo.household@example.com'

test('after full sign-ins no code, pass, token or whole address stands in the database, its journal or the log', async (t) => {
  const portal = await startPortal(t, { settings: { LOG_LEVEL: 'trace' } })
  await addCustomer(portal, { name: 'Demo Household', email })
  const secrets = new Map<string, string>()
  for (let visit = 0; visit < 5; visit += 1) {
    const browser = portal.browser()
    await askedFor(browser, email)
    secrets.set(`flow ${visit}`, browser.cookies.get('kerbside_flow') ?? '')
    const code = await newestCode(portal)
    secrets.set(`code ${visit}`, code)
    await browser.get(paths.otp.verify)
    await browser.post(paths.otp.verify, { otp_code: wrongCode(code) })
    await browser.post(paths.otp.verify, { otp_code: code })
    secrets.set(`session ${visit}`, browser.cookies.get('kerbside_session') ?? '')
  }
  for (const { text } of await portal.messages()) {
    const pass = /\d{4} \d{4} \d{4}/.exec(text)?.[0]
    if (pass) secrets.set(`pass ${pass}`, pass.replaceAll(' ', ''))
  }
  const log = portal.logged.join('\n')
  const files = databaseBytes(portal.parts.config.databaseUrl)
  const ids = idsIn(portal.logged)
  for (const [name, secret] of secrets) {
    assert.ok(secret.length >= 6, name)
    for (const [file, bytes] of files) assert.ok(!bytes.includes(secret), `${name} stands in ${file}`)
    // Ids and instants are long numbers, in which six digits can stand by chance.
    assert.ok(!log.replace(ids, '').includes(secret), `${name} stands in the log`)
  }
  assert.ok(!log.includes(email), 'the address stands in the log')
  // A sign that the search would find what is there.
  assert.ok(files.some(([, bytes]) => bytes.includes(email)))
})

function databaseBytes(address: { dialect: string; file?: string }): [string, Buffer][] {
  const folder = dirname(address.file ?? '')
  const all: [string, Buffer][] = readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`)])
  return all.filter(([name]) => !name.includes('lock'))
}

const idsIn = (_lines: readonly string[]): RegExp => /\b\d{13,16}\b|"time":"[^"]*"/g
