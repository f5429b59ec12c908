import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { consoleSender } from './console-sender.ts'
import { fileSender } from './file-sender.ts'
import { createMailbox } from './mailbox.ts'
import type { Rendered } from './message.ts'
import type { Envelope, Sender } from './sender.ts'
import { SendError } from './sender.ts'

const letter: Rendered = {
  subject: 'Your code',
  text: 'Hello Ann,\n\n123 456\n\nGood for 5 minutes.\n',
  html: '<p>123 456</p>',
}
const short: Rendered = { text: 'Your code is 123456\n@localhost #123456' }

const envelope: Envelope = {
  id: 1,
  kind: 'otp',
  channel: 'email',
  to: 'ann@example.org',
  locale: 'en',
  at: Date.UTC(2026, 2, 2, 9),
  notAfter: Date.UTC(2026, 2, 2, 9, 5),
}

function send(sender: Sender, rendered: Rendered, more: Partial<Envelope> = {}): Promise<unknown> {
  return sender.send(rendered, { ...envelope, ...more }, new AbortController().signal)
}

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'kerbside-messages-'))
  t.after(() => rm(path, { recursive: true }))
  return path
}

async function linesOf(file: string): Promise<unknown[]> {
  const text = await readFile(file, 'utf8')
  assert.ok(text.endsWith('\n'))
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

test('the console shows a message whole, with the code alone on its line', async () => {
  const blocks: string[] = []
  await send(consoleSender({ print: (block) => blocks.push(block) }), letter)
  const [block = '', ...others] = blocks
  assert.equal(others.length, 0)
  const lines = block.split('\n')
  for (const line of ['Hello Ann,', '123 456', 'Good for 5 minutes.', 'Your code'])
    assert.ok(lines.includes(line), line)
  assert.match(block, /email ─ ann@example\.org/)
})

test('the console obeys no control character that a name brings along', async () => {
  let shown = ''
  const sender = consoleSender({ print: (block) => (shown += block) })
  await send(sender, { text: 'Hello \u001b[2J\u0007Ann\u009b31m' })
  assert.match(shown, /Hello \[2JAnn31m/)
})

test('a file gets one JSON object a line, with every key', async (t) => {
  const file = join(await folder(t), 'messages.jsonl')
  const sender = fileSender({ file, from: 'Kerbside <noreply@example.org>' })
  await send(sender, letter)
  await send(sender, short, { channel: 'sms', to: '+9779841000000' })
  assert.deepEqual(await linesOf(file), [
    {
      at: '2026-03-02T09:00:00.000Z',
      channel: 'email',
      to: 'ann@example.org',
      from: 'Kerbside <noreply@example.org>',
      subject: 'Your code',
      text: letter.text,
      html: letter.html,
    },
    {
      at: '2026-03-02T09:00:00.000Z',
      channel: 'sms',
      to: '+9779841000000',
      from: 'Kerbside <noreply@example.org>',
      subject: null,
      text: short.text,
      html: null,
    },
  ])
})

test('several processes write whole lines into one file', async (t) => {
  const file = join(await folder(t), 'messages.jsonl')
  const script = `
    import { fileSender } from '${import.meta.resolve('./file-sender.ts')}'
    const sender = fileSender({ file: process.argv[1] })
    const text = 'x'.repeat(20_000)
    const signal = new AbortController().signal
    await Promise.all(Array.from({ length: 50 }, (_, id) =>
      sender.send({ text }, { id, kind: 'k', channel: 'sms', to: '+1', locale: 'en', at: 0, notAfter: 1 }, signal)))`
  const run = promisify(execFile)
  await Promise.all([1, 2, 3].map(() => run(process.execPath, ['--input-type=module', '--eval', script, file])))
  assert.equal((await linesOf(file)).length, 150)
})

test('a file may be moved away between messages, and is its owner’s alone', async (t) => {
  const file = join(await folder(t), 'messages.jsonl')
  const sender = fileSender({ file })
  await send(sender, short)
  await rename(file, `${file}.1`)
  await send(sender, short)
  assert.equal((await linesOf(file)).length, 1)
  assert.equal((await stat(file)).mode & 0o777, 0o600)
})

test('a file that cannot be written is a matter of settings', async (t) => {
  const sender = fileSender({ file: join(await folder(t), 'missing', 'messages.jsonl') })
  await assert.rejects(send(sender, short), { fault: 'misconfigured' })
  assert.ok(sender.verify)
  await assert.rejects(sender.verify(), { fault: 'misconfigured' })
})

test('a mailbox remembers the last messages that its sender took, the newest first', async () => {
  const mailbox = createMailbox({ limit: 2 })
  let isBroken = false
  const sender = mailbox.tap({
    name: 'inner',
    async send() {
      if (isBroken) throw new SendError('temporary', 'broken')
      return { providerId: 'P-1' }
    },
    close: async () => {},
  })
  for (const text of ['first', 'second', 'third']) assert.deepEqual(await send(sender, { text }), { providerId: 'P-1' })
  isBroken = true
  await assert.rejects(send(sender, { text: 'never' }))
  assert.deepEqual(
    mailbox.messages().map(({ rendered }) => rendered.text),
    ['third', 'second'],
  )
})
