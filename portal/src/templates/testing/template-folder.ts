import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { readConfig } from '../../config.ts'
import { wordingsOf } from '../../create-parts.ts'
import { features } from '../../features.ts'
import type { LoadedTemplates } from '../load-templates.ts'
import { loadTemplates } from '../load-templates.ts'
import type { Templates } from '../templates.ts'

/** Files by their paths, as an operator writes them. */
export type TemplateFiles = Readonly<Record<string, string | Uint8Array>>

/** A folder with these templates; it goes when the test is over. */
export function templateFolder(t: TestContext, files: TemplateFiles): string {
  const folder = mkdtempSync(join(tmpdir(), 'kerbside-templates-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

/** Loads templates as the portal does when it starts. */
function load(t: TestContext, files: TemplateFiles, settings: Record<string, string> = {}): LoadedTemplates {
  const environment = {
    PUBLIC_URL: 'https://bills.example.com',
    MESSAGE_TEMPLATES: templateFolder(t, files),
    ...settings,
  }
  const read = readConfig(environment, { developmentKey: () => 'the key of tests which is long enough' })
  if (!read.success) throw new Error(read.faults.join('\n'))
  return loadTemplates(read.config, wordingsOf(features))
}

/** The lines by which a start with these templates is refused. */
export function faultsOf(
  t: TestContext,
  files: TemplateFiles,
  settings: Record<string, string> = {},
): readonly string[] {
  const loaded = load(t, files, settings)
  return loaded.success ? [] : loaded.faults
}

/** The words of a portal with these templates, which must be sound. */
export function templatesOf(t: TestContext, files: TemplateFiles): Templates {
  const loaded = load(t, files)
  if (!loaded.success) throw new Error(loaded.faults.join('\n'))
  return loaded.templates
}
