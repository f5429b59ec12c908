import { systemClock } from '@kerbside/courier'
import type { Config } from '../config.ts'
import { loadConfig } from '../config.ts'
import { wordingsOf } from '../create-parts.ts'
import type { Database } from '../db/database.ts'
import { openDatabase } from '../db/database.ts'
import { features } from '../features.ts'
import type { Portal } from '../portal.ts'
import { openPortal } from '../portal.ts'
import { loadTemplates } from '../templates/index.ts'
import type { WithParts } from '../web/feature.ts'
import type { Logger } from '../web/log.ts'
import { createLog } from '../web/log.ts'
import { explain } from './explain.ts'
import type { Terminal } from './terminal.ts'

/** The settings with the templates that they name, or undefined after each fault was said in a line. */
export function loadOrComplain({ complain }: Terminal): Config | undefined {
  const loaded = loadConfig()
  const faults = loaded.success ? templateFaults(loaded.config) : loaded.faults
  for (const fault of faults) complain(fault)
  return loaded.success && faults.length === 0 ? loaded.config : undefined
}

function templateFaults(config: Config): readonly string[] {
  const templates = loadTemplates(config, wordingsOf(features))
  return templates.success ? [] : templates.faults
}

/** An open database and what is needed to make a portal of it. */
export interface Opened {
  readonly config: Config
  readonly database: Database
  readonly log: Logger
}

export async function open(config: Config): Promise<Opened> {
  const log = createLog(config.logLevel)
  const onError = (error: unknown) => log.error({ err: error }, 'database connection failed')
  return { config, log, database: await openDatabase(config.databaseUrl, { onError }) }
}

/** The portal as it runs in earnest. */
export const openWhole = (opened: Opened, { write }: Terminal): Promise<Portal> =>
  openPortal({ ...opened, clock: systemClock, features, print: write })

/** Runs a command and turns what it throws into one line and exit code 1. */
export async function attempt(terminal: Terminal, run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run()
  } catch (error) {
    terminal.complain(explain(error))
    process.exitCode = 1
  }
}

/** What the commands of features run in. */
export const createWithParts =
  (terminal: Terminal): WithParts =>
  (work) =>
    attempt(terminal, async () => {
      const config = loadOrComplain(terminal)
      if (!config) return 1
      const portal = await openWhole(await open(config), terminal)
      try {
        return await work({ parts: portal.parts, print: terminal.print, complain: terminal.complain })
      } finally {
        await portal.close()
      }
    })
