/** What documents show is sound by itself; that it does what they say is proven in examples.test.ts. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { environmentOf, makeCheckout } from './checkout.ts'
import { readDocument, readDocuments, root } from './documents.ts'
import { Shell } from './shell.ts'
import { patternOf } from './shown.ts'

const documents = (await readDocuments()).filter(({ path }) => !path.startsWith('packages/'))

test('npm start says what the README says', async (t) => {
  const { blocks } = await readDocument('README.md')
  const shown = blocks.find(({ language }) => language === 'text')
  assert.ok(shown)
  const folder = await makeCheckout(t)
  const shell = new Shell(folder, await environmentOf(folder))
  await shell.serve(t, 'npm start', patternOf(shown.text, 'part'))
})

test('the compiler finds nothing wrong with any TypeScript that documents show', async (t) => {
  const folder = await makeCheckout(t)
  const snippets = documents.flatMap(({ path, blocks }) =>
    blocks
      .filter(({ language }) => language === 'ts')
      .map(({ line, text }) => ({ name: `${path.replaceAll(/\W/g, '-')}-${line}.ts`, text })),
  )
  assert.notEqual(snippets.length, 0)
  for (const { name, text } of snippets) writeFileSync(join(folder, name), text)
  const project = { extends: './tsconfig.json', include: ['*.ts'] }
  writeFileSync(join(folder, 'tsconfig.snippets.json'), JSON.stringify(project))
  const tsc = spawnSync(join(root, 'node_modules/.bin/tsc'), ['--project', 'tsconfig.snippets.json'], { cwd: folder })
  assert.equal(tsc.stdout.toString(), '')
  assert.equal(tsc.status, 0)
})

test('commands that no test can run are at least commands', () => {
  for (const { path, blocks } of documents) {
    for (const { language, line, text } of blocks) {
      if (language !== 'sh') continue
      const { status, stderr } = spawnSync('/bin/sh', ['-nc', text])
      assert.equal(status, 0, `${path}:${line} ${stderr}`)
    }
  }
})
