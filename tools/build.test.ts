import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))
const names = await readdir(join(root, 'packages'))

before(() => run(process.execPath, [join(root, 'tools/build.ts')]))

for (const name of names) {
  test(`@kerbside/${name} as it is packed can be imported by a stranger’s Node`, async (t) => {
    const stranger = await mkdtemp(join(tmpdir(), 'kerbside-stranger-'))
    t.after(() => rm(stranger, { recursive: true }))
    const installed = await install(name, stranger)
    const print = `import * as it from '@kerbside/${name}'; console.log(JSON.stringify(Object.keys(it)))`
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', print], { cwd: stranger })
    assert.deepEqual(JSON.parse(stdout), Object.keys(await import(`../packages/${name}/src/index.ts`)))
    const files = await readdir(installed, { recursive: true })
    const strays = files.filter((file) => /\btest|(?<!\.d)\.ts$/.test(file))
    assert.deepEqual(strays, [], 'only what was compiled is packed')
  })
}

/** Unpacks the tarball under `node_modules`, as npm would, beside links to what it depends on and to nothing else. */
async function install(name: string, stranger: string): Promise<string> {
  await run('npm', ['pack', '--pack-destination', stranger, '-w', `@kerbside/${name}`], { cwd: root })
  const [tarball = ''] = await readdir(stranger)
  const installed = join(stranger, 'node_modules/@kerbside', name)
  await mkdir(installed, { recursive: true })
  await run('tar', ['--extract', '--file', join(stranger, tarball), '--strip-components=1', '--directory', installed])
  const { dependencies, peerDependencies } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'))
  for (const dependency of Object.keys({ ...dependencies, ...peerDependencies })) {
    const source = findPackageJSON(dependency, join(root, 'packages', name, 'package.json'))
    assert.ok(source, `${dependency} is installed`)
    const place = join(stranger, 'node_modules', dependency)
    await mkdir(dirname(place), { recursive: true })
    await symlink(dirname(source), place)
  }
  return installed
}
