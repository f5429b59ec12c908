import { access, constants, mkdir } from 'node:fs/promises'
import type { Config } from '../config.ts'
import { wordingsOf } from '../create-parts.ts'
import { pendingMigrations } from '../db/migrate.ts'
import { features } from '../features.ts'
import { loadTemplates } from '../templates/index.ts'
import type { Check } from './doctor/check.ts'
import { ok } from './doctor/check.ts'
import type { TxtResolver } from './doctor/mail-domain-checks.ts'
import { mailDomainChecks, systemResolver } from './doctor/mail-domain-checks.ts'
import { senderChecks } from './doctor/sender-checks.ts'
import { explain } from './explain.ts'
import { loadOrComplain, open } from './load.ts'
import type { Terminal } from './terminal.ts'

/** Checks settings, database and senders, and says what to do about each failure. Gives 1 when something fails. */
export async function examine(terminal: Terminal, dns: TxtResolver = systemResolver()): Promise<number> {
  const config = loadOrComplain(terminal)
  if (!config) return 1
  terminal.print(`ok    settings: ${config.isProduction ? 'for production' : 'for development'}`)
  const checks = [
    dataFolder(config),
    database(config),
    ...messageTexts(config),
    ...senderChecks(config),
    ...mailDomainChecks(config, dns),
  ]
  let failures = 0
  for (const check of checks) {
    try {
      const { level, text } = await check.run()
      terminal.print(`${level.padEnd(6)}${check.name}: ${text}`)
    } catch (error) {
      failures += 1
      terminal.complain(`FAIL  ${check.name}: ${explain(error)}`)
    }
  }
  terminal.print(failures === 0 ? 'All is well.' : `${failures} to mend.`)
  return failures === 0 ? 0 : 1
}

const dataFolder = ({ dataFolder: folder }: Config): Check => ({
  name: 'data folder',
  async run() {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
    return ok(folder)
  },
})

const database = (config: Config): Check => ({
  name: 'database',
  async run() {
    const { database: opened } = await open(config)
    try {
      const pending = await pendingMigrations(opened)
      return ok(
        pending.length === 0
          ? `${opened.dialect}, up to date`
          : `${opened.dialect}, ${pending.length} steps to take; "serve" takes them, or "migrate"`,
      )
    } finally {
      await opened.close()
    }
  },
})

/** Faults of templates are said with those of the settings; here only how many there are. */
function messageTexts(config: Config): readonly Check[] {
  const folder = config.messageTemplates
  if (folder === undefined) return []
  const loaded = loadTemplates(config, wordingsOf(features))
  const own = loaded.success ? loaded.templates.own : 0
  return [{ name: 'message texts', run: async () => ok(`files of yours that go before ours: ${own}, in ${folder}`) }]
}
