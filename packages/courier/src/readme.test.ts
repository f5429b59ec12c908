import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const PACKAGE = fileURLToPath(new URL('..', import.meta.url))

test('the ten lines of the README send their message', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kerbside-readme-'))
  t.after(() => rm(folder, { recursive: true }))
  const readme = await readFile(join(PACKAGE, 'README.md'), 'utf8')
  const [, program = ''] = /```ts\n(.*?)```/s.exec(readme) ?? []
  const run = promisify(execFile)
  const { stdout } = await run(
    process.execPath,
    [
      '--conditions=kerbside-source',
      '--input-type=module-typescript',
      '--eval',
      program.replace("'app.db'", JSON.stringify(join(folder, 'app.db'))),
    ],
    { cwd: PACKAGE },
  )
  assert.match(stdout, /email ─ ann@example\.org .*\nWelcome\n\nHello, C-7\.\n/)
})
