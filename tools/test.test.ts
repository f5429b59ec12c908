import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const runner = fileURLToPath(new URL('test.ts', import.meta.url))

/** A test that takes what there is to take, says that it has it, and never ends. */
const greedyTest = `
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { openPage } from '${import.meta.resolve('./testing/browser.ts')}'
import { createDatabase } from '${import.meta.resolve('./testing/postgres.ts')}'

test('takes all', async (t) => {
  const [url] = await Promise.all([createDatabase(t), openPage(t)])
  spawn('sleep', ['300'])
  writeFileSync(process.env.READY, new URL(url).searchParams.get('host') ?? '')
  await new Promise((resolve) => setTimeout(resolve, 300_000))
})
`

for (const signal of ['SIGKILL', 'SIGINT'] as const) {
  const title = `after ${signal} nothing is left of a test run, neither a process nor a file`
  test(title, { skip: !existsSync('/proc/self') }, async (t) => {
    const run = await startRun(t, greedyTest)
    assert.ok(processesIn(run.folder).length > 3, 'server, browser and child are there')
    run.runner.kill(signal)
    await until(() => processesIn(run.folder).length === 0)
    await until(() => readdirSync(run.folder).length === 0 && !existsSync(run.cluster))
  })
}

interface Run {
  runner: ChildProcess
  folder: string
  /** PostgreSQL's folder, elsewhere when it runs under another account. */
  cluster: string
}

/** A run with a temporary folder of its own, by which all that belongs to it is known; `TMPDIR` is inherited. */
async function startRun(t: TestContext, source: string): Promise<Run> {
  const home = mkdtempSync(join(tmpdir(), 'kerbside-run-'))
  const folder = join(home, 'tmp')
  const ready = join(home, 'ready')
  mkdirSync(folder)
  writeFileSync(join(home, 'greedy.test.ts'), source)
  const outer = { NODE_TEST_CONTEXT: undefined, KERBSIDE_TEST_POSTGRES: undefined } // a run that knows nothing of this one
  const child = spawn(process.execPath, [runner, join(home, 'greedy.test.ts')], {
    env: { ...process.env, ...outer, TMPDIR: folder, READY: ready },
    stdio: 'ignore',
  })
  t.after(() => child.kill('SIGTERM'))
  t.after(() => rmSync(home, { recursive: true, force: true }))
  await until(() => read(ready) !== '')
  return { runner: child, folder, cluster: read(ready) }
}

/** Ids of the processes whose arguments or environment name the folder. */
function processesIn(folder: string): string[] {
  return readdirSync('/proc')
    .filter((id) => /^\d+$/.test(id) && id !== String(process.pid))
    .filter((id) => [`/proc/${id}/environ`, `/proc/${id}/cmdline`].some((file) => read(file).includes(folder)))
}

/** Nothing for a process that has ended meanwhile or is another account's. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue(); tries++) {
    assert.ok(tries < 300, `not within 30 s: ${isTrue}`)
    await sleep(100)
  }
}
