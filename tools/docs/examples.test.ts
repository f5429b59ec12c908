/**
 * Documents are read as a stranger would read them, from top to bottom, and what they show is done. A block is
 *
 * - `sh`: run, in the order of the page; `sh serves`: started, and left running until the page ends;
 *   `sh by-hand`: only read, since it needs a machine of its own
 * - `ts`: run, and checked by the compiler; `ts by-hand`: only checked, since it has a test of its own
 * - `text` or `json` right behind one of these: what it says
 *
 * The READMEs of the packages have tests of their own. What blocks show stands in snippets.test.ts.
 */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { environmentOf, makeCheckout } from './checkout.ts'
import type { Block, Document } from './documents.ts'
import { readDocuments } from './documents.ts'
import { Shell } from './shell.ts'
import { compareShown, patternOf } from './shown.ts'

const documents = (await readDocuments()).filter(({ path }) => !path.startsWith('packages/'))
// A page is many commands, and each starts Node: on a busy machine that takes its time.
const timeout = 240_000

for (const document of documents) {
  if (!document.blocks.some(isRun)) continue
  test(`what ${document.path} shows is what happens`, { timeout }, (t) => follow(t, document))
}

function isRun({ language, manner }: Block): boolean {
  return (language === 'ts' || language === 'sh') && manner !== 'by-hand'
}

async function follow(t: TestContext, document: Document): Promise<void> {
  const folder = await makeCheckout(t)
  const shell = new Shell(folder, await environmentOf(folder))
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
