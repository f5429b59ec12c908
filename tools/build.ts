/**
 * `npm run build [-- NAME …]`: makes `dist` of the packages, or of those named, ready for `npm pack -w @kerbside/NAME`.
 * What is reachable from `src/index.ts` is compiled, so that no test gets in.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const names = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(`${root}packages`).sort()

for (const name of names) {
  const folder = `${root}packages/${name}`
  rmSync(`${folder}/dist`, { recursive: true, force: true })
  execFileSync(`${root}node_modules/.bin/tsc`, ['--project', `${folder}/tsconfig.build.json`], { stdio: 'inherit' })
  console.log(`packages/${name}/dist`)
}
