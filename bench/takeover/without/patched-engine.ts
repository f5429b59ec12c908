import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EngineSource } from '../engine-source.ts'
import { ENGINE_FOLDER, loadEngine } from '../engine-source.ts'

/** One place of the engine's source, and what it reads without a rule. */
export interface Patch {
  readonly file: string
  readonly from: string
  readonly to: string
}

const MODULES = join(import.meta.dirname, '../../../node_modules')

/**
 * Copies the engine into a temporary folder and takes something out of the copy. The engine itself has no switch for that.
 * @throws Error when a patch does not fit exactly once: the engine has changed, and the patch must be looked at again
 */
export async function patchedEngine(patches: readonly Patch[]): Promise<EngineSource> {
  const folder = await mkdtemp(join(tmpdir(), 'kerbside-takeover-'))
  try {
    const source = join(folder, 'src')
    const isEngine = (path: string) => !path.endsWith('.test.ts') && !path.includes('/src/testing')
    await cp(ENGINE_FOLDER, source, { recursive: true, filter: isEngine })
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    await symlink(MODULES, join(folder, 'node_modules'))
    for (const patch of patches) await apply(source, patch)
    return await loadEngine(source)
  } finally {
    // Everything is imported by now.
    await rm(folder, { recursive: true })
  }
}

async function apply(source: string, { file, from, to }: Patch): Promise<void> {
  const path = join(source, file)
  const text = await readFile(path, 'utf8')
  const places = text.split(from).length - 1
  if (places !== 1) throw new Error(`${file} has ${places} places that read "${from}"; a patch fits one.`)
  await writeFile(
    path,
    text.replace(from, () => to),
  )
}
