/** Looks at the built packages as a stranger's tools will: what `exports` names is there, and its types are found. */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const run = (command: string, ...options: string[]) =>
  execFileSync(`${root}node_modules/.bin/${command}`, options, { stdio: 'inherit' })

for (const name of readdirSync(`${root}packages`).sort()) {
  const folder = `${root}packages/${name}`
  run('publint', 'run', folder, '--strict', '--pack', 'npm')
  run('attw', '--pack', folder, '--profile', 'esm-only', '--quiet')
}
