/**
 * `npm test [-- FILE, FOLDER or --option=value of node …]`: all tests, or those named. The exit code is that of node's own
 * runner. Whatever the tests start or leave in the temporary folder ends with the run, even when the run is killed.
 */
import { spawn } from 'node:child_process'
import { glob, mkdtemp } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { tieToUs } from './testing/lifeline.ts'
import { sharePostgres } from './testing/postgres-share.ts'

const named = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'))

const files = await testFiles(named.length > 0 ? named : ['packages', 'portal', 'tools', 'e2e', 'bench'])
const folder = await mkdtemp(join(tmpdir(), 'kerbside-test-'))
const postgres = await sharePostgres(folder)
const runner = spawn(process.execPath, [...runnerOptions(), ...options, ...files], {
  detached: true, // a process group of its own, which can be ended whole
  env: { ...process.env, ...postgres.environment, TMPDIR: folder },
  stdio: 'inherit',
})
const ended = new Promise<number | null>((resolve) => runner.once('exit', resolve))
const lifeline = tieToUs(runner, folder)
process.exitCode = (await ended) ?? 1 // null: ended by a signal
await postgres.close()
await lifeline.cut()

async function testFiles(places: readonly string[]): Promise<string[]> {
  const patterns = places.map((place) => (place.endsWith('.ts') ? place : `${place}/**/*.test.ts`))
  const found = await Array.fromAsync(glob(patterns, { exclude: ['**/node_modules/**', '**/dist/**'] }))
  if (found.length === 0) throw new Error(`There is no test file in ${places.join(', ')}.`)
  return found.sort()
}

function runnerOptions(): string[] {
  return [
    '--conditions=kerbside-source',
    `--import=${new URL('testing/deadline.ts', import.meta.url).href}`,
    '--test',
    '--test-reporter=spec',
    `--test-concurrency=${Math.max(2, availableParallelism())}`, // node leaves a core idle: half of a small machine
    '--test-timeout=60000',
  ]
}
