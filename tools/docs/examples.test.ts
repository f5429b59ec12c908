/**
 * Documents are read as a stranger would read them, from top to bottom, and what they show is done. A block is
 *
 * - `sh`: run, in the order of the page; `sh serves`: started, and left running until the page ends;
 *   `sh by-hand`: only read, since it needs a machine of its own
 * - `ts`: run, and checked by the compiler
 * - `text` or `json` right behind one of these: what it says
 *
 * The READMEs of the packages have tests of their own.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { Curl } from './checkout.ts'
import { curlsHere, environmentOf, makeCheckout } from './checkout.ts'
import type { Block, Document } from './documents.ts'
import { readDocuments, root } from './documents.ts'
import { Shell } from './shell.ts'
import { compareShown, patternOf } from './shown.ts'

const documents = (await readDocuments()).filter(({ path }) => !path.startsWith('packages/'))
const curls = await curlsHere()

for (const document of documents) {
  const run = document.blocks.filter(isRun)
  if (run.length === 0) continue
  const ways = run.some(({ text }) => text.includes('curl ')) ? curls : curls.slice(0, 1)
  for (const curl of ways) {
    const title = `what ${document.path} shows is what happens`
    test(ways.length > 1 ? `${title} (curl: ${curl})` : title, (t) => follow(t, document, curl))
  }
}

function isRun({ language, manner }: Block): boolean {
  return language === 'ts' || (language === 'sh' && manner !== 'by-hand')
}

async function follow(t: TestContext, document: Document, curl: Curl): Promise<void> {
  const folder = await makeCheckout(t)
  const shell = new Shell(folder, await environmentOf(folder, curl))
  for (const [index, block] of document.blocks.entries()) {
    if (!isRun(block)) continue
    const next = document.blocks[index + 1]
    const shown = next && (next.language === 'text' || next.language === 'json') ? next : undefined
    await runBlock(t, shell, { block, shown, folder, place: `${document.path}:${block.line}` })
  }
}

interface Step {
  readonly block: Block
  readonly shown: Block | undefined
  readonly folder: string
  readonly place: string
}

async function runBlock(t: TestContext, shell: Shell, { block, shown, folder, place }: Step): Promise<void> {
  if (block.manner === 'serves') {
    assert.ok(shown, `${place} says nothing by which it can be told that it is there`)
    return shell.serve(t, block.text, patternOf(shown.text, 'part'))
  }
  const { output, code } = await shell.run(block.language === 'ts' ? runScript(folder, block) : block.text)
  if (shown) compareShown(shown, output, place)
  else assert.equal(code, 0, `${place} ended with ${code}:\n${output}`)
}

function runScript(folder: string, { line, text }: Block): string {
  writeFileSync(join(folder, `snippet-${line}.ts`), text)
  return `'${process.execPath}' --conditions=kerbside-source snippet-${line}.ts`
}

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
