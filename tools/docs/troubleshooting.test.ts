/** What docs/troubleshooting.md shows and no reader can bring about by a command of the page alone. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { SendFault } from '@kerbside/courier'
import { twilioCodes } from '@kerbside/courier'
import { emptyFolder, runCommand, startCommand } from '../../portal/src/testing/command.ts'
import { startMailServer } from '../testing/mail-server.ts'
import { startTwilioStandIn } from '../testing/twilio-stand-in.ts'
import { readDocument, root, rowsUnder } from './documents.ts'
import { patternOf } from './shown.ts'

const page = await readDocument('docs/troubleshooting.md')

/** The text that is shown first under a heading. */
function shownUnder(heading: string): RegExp {
  const section = page.text.slice(page.text.indexOf(`\n${heading}\n`))
  const text = /^```text\n([\s\S]*?)^```$/m.exec(section)?.[1]
  assert.ok(text, `${heading} shows nothing`)
  return patternOf(text, 'part')
}

const serving = async (t: TestContext, folder: string) => {
  const first = startCommand(t, folder, ['serve'], { PORT: '0' })
  const [, port = ''] = await first.line(/http:\/\/localhost:(\d+)/)
  return port
}

test('a wrong password at the mail server is told as such', async (t) => {
  const mail = await startMailServer(t)
  const { code, stderr } = await runCommand(t, emptyFolder(t), ['doctor'], {
    NODE_EXTRA_CA_CERTS: mail.caFile,
    EMAIL_BACKEND: 'smtp',
    EMAIL_HOST: mail.host,
    EMAIL_PORT: String(mail.port),
    EMAIL_USE_TLS: 'True',
    EMAIL_HOST_USER: mail.user,
    EMAIL_HOST_PASSWORD: 'not this one',
  })
  assert.equal(code, 1)
  assert.match(stderr, shownUnder('### The credentials'))
})

test('a wrong token of Twilio is told as such', async (t) => {
  const twilio = await startTwilioStandIn(t)
  const { code, stderr } = await runCommand(t, emptyFolder(t), ['doctor'], {
    SMS_BACKEND: 'twilio',
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_AUTH_TOKEN: 'not this one',
    TWILIO_PHONE_NUMBER: twilio.phoneNumber,
    TWILIO_API_URL: twilio.url,
  })
  assert.equal(code, 1)
  assert.match(stderr, shownUnder('## SMS not sending'))
})

test('what Kerbside does at a code of Twilio is what the page says', () => {
  const deeds: Readonly<Record<SendFault, string>> = {
    temporary: 'tried again',
    rejected: 'next way',
    undeliverable: 'given up',
    misconfigured: 'waits for you',
  }
  const rows = rowsUnder(page, '### What Twilio says')
  assert.ok(rows.length > 20)
  for (const [code = '', , deed = ''] of rows) {
    const fault = twilioCodes.get(Number(code))?.fault
    assert.equal(fault && deeds[fault], deed, code)
  }
})

test('a second process on one file, and a port that is taken, are told as such', async (t) => {
  const folder = emptyFolder(t)
  const port = await serving(t, folder)
  const second = await runCommand(t, folder, ['serve'], { PORT: '0' })
  assert.match(second.stderr, shownUnder('### Another process serves the file'))
  const elsewhere = await runCommand(t, emptyFolder(t), ['serve'], { PORT: port })
  assert.match(elsewhere.stderr, shownUnder('### The port is taken'))
})

test('a Node that is too old is told as such', async (t) => {
  const older = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } })"
  const settings = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(older)}` }
  const { code, stderr } = await runCommand(t, emptyFolder(t), ['doctor'], settings)
  assert.equal(code, 1)
  assert.match(stderr, shownUnder('### Node is too old'))
})

test('what the page says that a page says is a text of the portal', () => {
  const files = globSync('portal/src/locales/en/*.json', { cwd: root })
  const texts = files.flatMap((file) => Object.values<string>(JSON.parse(readFileSync(root + file, 'utf8'))))
  const quoted = rowsUnder(page, '## OTP verification failing').map(([says = '']) => says)
  const missing = quoted.filter((says) => !texts.some((text) => text.includes(says.replace(/ …$/, ''))))
  assert.deepEqual(missing, [])
})
