import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { systemClock } from '@kerbside/courier'
import { wordingsOf } from '../create-parts.ts'
import { features } from '../features.ts'
import type { Locale } from '../locales/index.ts'
import { locales } from '../locales/index.ts'
import { loadTemplates } from '../templates/index.ts'
import { previewFiles, previewOf } from '../templates/preview.ts'
import { previewPage } from '../templates/preview-page.ts'
import { createViews } from '../ui/index.ts'
import { loadOrComplain } from './load.ts'
import type { Terminal } from './terminal.ts'

export interface PreviewOptions {
  readonly out?: string
  readonly language?: Locale
}

/** Writes every message to files, and a page that shows them side by side. Needs no database. Gives the exit code. */
export async function previewMessages(terminal: Terminal, { out, language }: PreviewOptions): Promise<number> {
  const config = loadOrComplain(terminal)
  if (!config) return 1
  const loaded = loadTemplates(config, wordingsOf(features))
  if (!loaded.success) return 1
  const { templates } = loaded
  const cases = previewOf(templates, wordingsOf(features), language ? [language] : locales)
  const views = createViews({ operator: config.operatorName, timeZone: config.timeZone })
  const view = views({ locale: language ?? 'en', now: systemClock.now(), csrf: '', path: '/' })
  const files = [...previewFiles(cases), ...previewPage(view, cases, templates.own)]
  const folder = resolve(out ?? join(config.dataFolder, 'message-preview'))
  for (const [path, content] of files) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }
  terminal.print(`${files.length} files are in ${folder}; open ${join(folder, 'index.html')}`)
  return 0
}
