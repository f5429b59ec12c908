import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordingsOf } from '../../portal/src/create-parts.ts'
import { features } from '../../portal/src/features.ts'
import { ourTemplates } from '../../portal/src/templates/index.ts'
import { scopeOf } from '../../portal/src/templates/scope.ts'
import { speechOf } from '../../portal/src/templates/templates.ts'
import { templatesOf } from '../../portal/src/templates/testing/template-folder.ts'
import { readDocument, rowsUnder, wordsOf } from './documents.ts'

const page = await readDocument('docs/operating.md')
const blockOf = (manner: string) =>
  page.blocks.find((block) => block.language === 'icu' && block.manner === manner)?.text ?? ''
const letterhead = { operator: 'O', host: 'bins.example', origin: 'https://bins.example', codeInSubject: false }

test('the templates that operating.md shows are taken, and say what it says', (t) => {
  const files = { 'sign-in-code/email.en.txt': blockOf('email'), 'sign-in-code/sms.en.txt': blockOf('sms') }
  const templates = templatesOf(t, files)
  assert.equal(templates.own, 2)
  const wording = wordingsOf(features).find(({ name }) => name === 'sign-in-code')
  const sample = wording?.samples(speechOf(letterhead, 'en')).find(({ name }) => name === 'with-pass')
  assert.ok(wording && sample)
  const mail = templates.render(wording, { channel: 'email', locale: 'en' }, sample.values)
  assert.match(mail.text, /^Good day Asha Rai,\n[\s\S]*\n048213\n[\s\S]*within 10 minutes[\s\S]*4821 7730 0194/)
})

test('operating.md names every message with its placeholders', () => {
  const described = rowsUnder(page, '## Your own texts').filter(([name = '']) => !name.includes('.'))
  const speech = speechOf(letterhead, 'en')
  const shared = ['operator', 'host', 'language', 'direction']
  const known = wordingsOf(features).map((wording) => {
    const own = [...scopeOf(wording, speech).keys()].filter((name) => !shared.includes(name))
    return [wording.name, ...own.map((name) => `{${name}}`).toSorted()]
  })
  const rows = described.map(([name = '', , placeholders = '']) => [
    ...wordsOf(name),
    ...wordsOf(placeholders).toSorted(),
  ])
  assert.deepEqual(rows.toSorted(), known.toSorted())
  for (const name of shared) assert.ok(page.text.includes(`\`{${name}}\``), name)
})

test('every message has a name of its own, and samples of its own', () => {
  const names = wordingsOf(features).map(({ name }) => name)
  assert.equal(new Set(names).size, names.length)
  assert.equal(ourTemplates(letterhead).own, 0)
  for (const wording of wordingsOf(features)) {
    const samples = wording.samples(speechOf(letterhead, 'en')).map(({ name }) => name)
    assert.match([wording.name, ...samples].join('\n'), /^[a-z-]+(?:\n[A-Za-z-]+)+$/)
    assert.equal(new Set(samples).size, samples.length)
  }
})
