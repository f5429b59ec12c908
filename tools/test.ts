import { spawn } from 'node:child_process'
import { glob } from 'node:fs/promises'
import { sharePostgres } from './testing/postgres-share.ts'

/**
 * `npm test [-- FILE, FOLDER or option of node …]`: all tests, or those named, on one PostgreSQL server that ends with the run.
 * The exit code is that of node's own runner.
 */
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'))

const places = named.length > 0 ? named : ['packages', 'portal', 'tools', 'e2e']
const patterns = places.map((place) => (place.endsWith('.ts') ? place : `${place}/**/*.test.ts`))
const files = await Array.fromAsync(glob(patterns, { exclude: ['**/node_modules/**', '**/dist/**'] }))
if (files.length === 0) throw new Error(`No test file in ${places.join(', ')}.`)

const postgres = await sharePostgres()
const runner = spawn(
  process.execPath,
  [
    '--conditions=kerbside-source',
    '--test',
    '--test-reporter=spec',
    '--test-timeout=120000', // a test file that hangs is named, and the run goes on
    ...options,
    ...files.sort(),
  ],
  { stdio: 'inherit', env: { ...process.env, ...postgres.environment } },
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => runner.kill(signal))
const code = await new Promise<number | null>((resolve) => runner.once('exit', resolve))
await postgres.close()
process.exitCode = code ?? 1 // null: ended by a signal
