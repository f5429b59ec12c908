import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../bin/kerbside.js', import.meta.url))
const root = fileURLToPath(new URL('../../..', import.meta.url))

/** What a command said, and how it ended. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A command that runs. */
export interface Running {
  /** Waits for a line of its output. */
  line(pattern: RegExp): Promise<RegExpExecArray>
  kill(signal: NodeJS.Signals): void
  readonly ended: Promise<Ended>
}

/** Starts `kerbside` in a folder, with these settings and no others. It is killed when the test is over. */
export const startCommand = (t: TestContext, folder: string, args: readonly string[], env = {}): Running =>
  watch(t, spawn(process.execPath, ['--conditions=kerbside-source', bin, ...args], { cwd: folder, env }))

/** Starts any program in the project's folder. It is killed when the test is over. */
export const startProgram = (t: TestContext, program: string, args: readonly string[], env = {}): Running =>
  watch(t, spawn(program, args, { cwd: root, env }))

function watch(t: TestContext, child: ChildProcessWithoutNullStreams): Running {
  t.after(() => child.kill('SIGKILL'))
  let said = ''
  child.stdout.on('data', (piece) => {
    said += piece
  })
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[code], stdout, stderr]) => ({ code, stdout, stderr }),
  )
  return {
    kill: (signal) => child.kill(signal),
    ended,
    async line(pattern) {
      for (;;) {
        const found = pattern.exec(said)
        if (found) return found
        if (child.exitCode !== null) throw new Error(`it ended without saying ${pattern}: ${(await ended).stderr}`)
        await Promise.race([once(child.stdout, 'data'), once(child, 'close')])
      }
    },
  }
}

/** Runs `kerbside` to its end. */
export const runCommand = (t: TestContext, folder: string, args: readonly string[], settings = {}): Promise<Ended> =>
  startCommand(t, folder, args, settings).ended

/** An empty folder, which goes when the test is over. */
export function emptyFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kerbside-command-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
