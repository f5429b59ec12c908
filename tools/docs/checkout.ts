import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { root } from './documents.ts'

interface Owner {
  after(task: () => Promise<void>): void
}

/** What belongs to whoever works here, and not to the repository. */
const ownersAlone = new Set(['.env', '.git', 'data'])

/**
 * A folder in which commands find what they find in a fresh checkout after `npm ci`, so that they run as they are written
 * and what they make lies there. It goes with its owner.
 */
export async function makeCheckout(owner: Owner): Promise<string> {
  const checkout = await mkdtemp(join(tmpdir(), 'kerbside-checkout-'))
  owner.after(() => rm(checkout, { recursive: true, force: true }))
  const entries = (await readdir(root)).filter((entry) => !ownersAlone.has(entry))
  await Promise.all(entries.map((entry) => symlink(join(root, entry), join(checkout, entry))))
  return checkout
}

/** The environment of a shell in a checkout: that of a new account, with nothing of ours. */
export async function environmentOf(checkout: string): Promise<NodeJS.ProcessEnv> {
  const programs = join(checkout, 'programs')
  await mkdir(programs)
  if (!(await hasCurl())) await writeProgram(join(programs, 'curl'), standIn)
  return {
    PATH: `${programs}:${process.env['PATH']}`,
    HOME: checkout,
    TMPDIR: tmpdir(),
    LANG: 'C.UTF-8',
    PORT: '0', // 3000 may be taken
    npm_config_loglevel: 'silent', // npm repeats each command that it runs
    npm_config_update_notifier: 'false',
  }
}

const standIn = new URL('curl.ts', import.meta.url)

/** A bare machine has none. */
export const hasCurl = (): Promise<boolean> =>
  promisify(execFile)('curl', ['--version']).then(
    () => true,
    () => false,
  )

async function writeProgram(path: string, source: URL): Promise<void> {
  await writeFile(path, `#!/bin/sh\nexec '${process.execPath}' '${fileURLToPath(source)}' "$@"\n`)
  await chmod(path, 0o755)
}
