import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { LARGEST_BOUNCE_BYTES } from '@kerbside/courier'
import { emptyFolder } from '../../testing/command.ts'
import type { StoredMail } from './read-mailbox.ts'
import { NoMailbox, readMailbox } from './read-mailbox.ts'

const read = async (path: string, input: Readable = Readable.from([])) => {
  const mails: StoredMail[] = []
  for await (const mail of readMailbox(path, input)) mails.push(mail)
  return mails.map((mail) => mail?.toString('latin1'))
}
const line = (from: string) => `From ${from} Mon Mar  2 09:00:00 2026`

test('an mbox holds many mails, each as it was before it was put there', async (t) => {
  const file = join(emptyFolder(t), 'mbox')
  const mbox = `${line('MAILER-DAEMON')}\nSubject: one\n\n>From here on\n>>From there\n\nFrom here on it is text.\n\n${line('<>')}\nSubject: two\n\nM\xfcll\n\n`
  writeFileSync(file, Buffer.from(mbox, 'latin1'))
  assert.deepEqual(await read(file), [
    'Subject: one\n\nFrom here on\n>From there\n\nFrom here on it is text.\n',
    'Subject: two\n\nM\xfcll\n',
  ])
})

test('a file or standard input that begins with no such line is one mail', async (t) => {
  const file = join(emptyFolder(t), 'mail.eml')
  const mail = `Subject: one\r\n\r\n${line('somebody')}\r\n`
  writeFileSync(file, mail)
  assert.deepEqual(await read(file), [`${mail.trimEnd()}\r`])
  assert.deepEqual(await read('-', Readable.from([Buffer.from(mail.slice(0, 5)), Buffer.from(mail.slice(5))])), [
    `${mail.trimEnd()}\r`,
  ])
  assert.deepEqual(await read('-', Readable.from([`${line('MAILER-DAEMON')}\nSubject: piped\n`])), ['Subject: piped'])
  assert.deepEqual(await read('-'), [])
})

test('a Maildir is read where mails lie, and not where they are being written', async (t) => {
  const folder = emptyFolder(t)
  for (const box of ['new', 'cur', 'tmp']) {
    mkdirSync(join(folder, box))
    writeFileSync(join(folder, box, '1.host'), `in ${box}`)
  }
  writeFileSync(join(folder, 'new', '2.host'), '')
  mkdirSync(join(folder, 'new', 'folder'))
  assert.deepEqual((await read(folder)).toSorted(), ['', 'in cur', 'in new'])
  await assert.rejects(read(emptyFolder(t)), NoMailbox)
  await assert.rejects(read(join(folder, 'gone')), /ENOENT/)
})

test('a long line that begins like the line between mails is read at once, as text', { timeout: 5_000 }, async (t) => {
  const file = join(emptyFolder(t), 'mbox')
  const long = `From here ${'00:00 '.repeat(30_000)}`
  writeFileSync(file, `${line('a')}\nSubject: one\n\n${long}\n`)
  const [mail, ...others] = await read(file)
  assert.deepEqual([mail?.endsWith(long), others.length], [true, 0])
})

test('of a mail that is larger than any report nothing is kept, and the next one is read', async (t) => {
  const file = join(emptyFolder(t), 'mbox')
  const large = `${'x'.repeat(99)}\n`.repeat(LARGEST_BOUNCE_BYTES / 100 + 1)
  writeFileSync(
    file,
    `${line('a')}\n${large}\n${line('b')}\nSubject: two\n\n${line('c')}\n${'y'.repeat(LARGEST_BOUNCE_BYTES * 2)}`,
  )
  assert.deepEqual(await read(file), [undefined, 'Subject: two\n', undefined])
})
