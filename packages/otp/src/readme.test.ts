import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createDatabase } from '../../../tools/testing/postgres.ts'

const PACKAGE = fileURLToPath(new URL('..', import.meta.url))
const EXAMPLE = fileURLToPath(new URL('../../../examples/sign-in-in-ten-lines.ts', import.meta.url))

const readme = await readFile(join(PACKAGE, 'README.md'), 'utf8')
const [tenLines = '', ...blocks] = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code)

async function emptyFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kerbside-readme-'))
  t.after(() => rm(folder, { recursive: true }))
  return folder
}

test('the ten lines of the README are the example, and sign somebody in', async (t) => {
  assert.equal(tenLines, await readFile(EXAMPLE, 'utf8'))
  const child = spawn(process.execPath, ['--conditions=kerbside-source', EXAMPLE], {
    cwd: await emptyFolder(t),
    stdio: 'pipe',
  })
  let seen = ''
  child.stdout.on('data', (text) => {
    seen += text
  })
  const reads = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const [, found = ''] = pattern.exec(seen) ?? []
      if (found !== '') return found
      await once(child.stdout, 'data')
    }
  }
  await reads(/(Your e-mail address: )/)
  child.stdin.write('Ana@Example.com\n')
  const code = await reads(/^(\d{6})$/m)
  await reads(/(The code: )/)
  child.stdin.write(`${code.slice(0, 3)} ${code.slice(3)}\n`)
  await once(child, 'exit')
  assert.match(seen, /ana@example\.com is signed in\.\n$/)
})

/** What the blocks after the ten lines take for granted. */
const PROLOGUE = `
import { setTimeout } from 'node:timers/promises'
import { createOtpEngine, migrate, type OtpEngine, type PlainMessage, sendingCourier } from '@kerbside/otp'
import { openSqlite } from '@kerbside/sqlite'

const letters: PlainMessage[] = []
const print = async (message: PlainMessage) => { letters.push(message) }
async function typedByThePerson(_of: string): Promise<string> {
  await setTimeout(50)
  return letters.at(-1)?.code ?? ''
}
const store = openSqlite('app.db')
await migrate(store)
const courier = sendingCourier(print, () => otp, 'Example', console.error)
const otp: OtpEngine = createOtpEngine({ store, courier, keys: ['32 or more characters of your settings'] })
`

const EPILOGUE = `
console.log(JSON.stringify(store.get('SELECT count(*) AS sessions FROM session')))
console.log(JSON.stringify(await own.get('SELECT state FROM otp')))
store.close()
`

test('the other blocks of the README are one program, and do what they say', async (t) => {
  const program = [PROLOGUE, ...blocks, EPILOGUE].join('\n')
  const database = join(await emptyFolder(t), 'app.db')
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [
      '--conditions=kerbside-source',
      '--input-type=module-typescript',
      '--eval',
      program.replace("'app.db'", JSON.stringify(database)),
    ],
    { cwd: PACKAGE, env: { ...process.env, DATABASE_URL: await createDatabase(t) } },
  )
  assert.equal(stderr, '')
  assert.match(
    stdout,
    /^unknown_flow\n\[ 'Firefox on Linux' \]\nTo dan@example\.com: \d{6} \(message [A-Z]\d\)\n\{"sessions":1\}\n\{"state":"used"\}\n$/,
  )
})
