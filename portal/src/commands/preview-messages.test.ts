import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { wordingsOf } from '../create-parts.ts'
import { features } from '../features.ts'
import { locales } from '../locales/index.ts'
import { templateFolder } from '../templates/testing/template-folder.ts'
import { emptyFolder, runCommand } from '../testing/command.ts'

const read = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8')

test('preview-messages writes every message in every language, in the words of the operator, without a database', async (t) => {
  const folder = emptyFolder(t)
  const MESSAGE_TEMPLATES = templateFolder(t, {
    'sign-in-code/email.ne.subject.txt': 'आफ्नै शब्द',
    'sign-in-code/sms.txt': 'Own: {code}',
  })
  const out = join(folder, 'out')
  const settings = { MESSAGE_TEMPLATES, PUBLIC_URL: 'https://bills.example.com' }
  const { code, stdout } = await runCommand(t, folder, ['preview-messages', '--out', out], settings)
  assert.equal(code, 0)
  assert.ok(stdout.includes(join(out, 'index.html')))
  for (const { name } of wordingsOf(features)) {
    const [sample = ''] = readdirSync(join(out, name))
    for (const locale of locales) {
      for (const part of [
        `email.${locale}.subject.txt`,
        `email.${locale}.txt`,
        `email.${locale}.html`,
        `sms.${locale}.txt`,
      ])
        assert.ok(existsSync(join(out, name, sample, part)), `${name} ${part}`)
    }
  }
  assert.equal(read(out, 'sign-in-code/usual/email.ne.subject.txt'), 'आफ्नै शब्द\n')
  assert.equal(read(out, 'sign-in-code/usual/sms.es.txt'), 'Own: 048213\n\n@bills.example.com #048213')
  assert.match(read(out, 'sign-in-code/long-code/email.en.txt'), /^0482 1355 0193 4822$/m)
  assert.match(read(out, 'sign-in-code/with-pass/email.en.html'), /4821 7730 0194/)
  assert.match(read(out, 'sign-in-pass/usual/email.en.txt'), /4821 7730 0194/)
  const page = read(out, 'index.html')
  assert.match(page, /2 files of yours are in force/)
  assert.match(page, /<iframe[^>]* src="sign-in-code\/usual\/email\.ar\.html" sandbox/)
  assert.equal(existsSync(join(folder, 'data', 'kerbside.sqlite')), false)
})

test('preview-messages takes one language, and the data folder where nothing else is said', async (t) => {
  const folder = emptyFolder(t)
  const { code } = await runCommand(t, folder, ['preview-messages', '--language', 'ar'])
  assert.equal(code, 0)
  const out = join(folder, 'data', 'message-preview')
  assert.ok(existsSync(join(out, 'passkey/added/sms.ar.txt')))
  assert.ok(!existsSync(join(out, 'passkey/added/sms.en.txt')))
  assert.match(read(out, 'index.html'), /<html lang="ar" dir="rtl">/)
  const wrong = await runCommand(t, folder, ['preview-messages', '--language', 'fr'])
  assert.equal(wrong.code, 2)
})
