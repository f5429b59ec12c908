import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../portal/src/config.ts'
import { openDatabase } from '../../portal/src/db/database.ts'
import { features } from '../../portal/src/features.ts'
import type { Portal } from '../../portal/src/portal.ts'
import { openPortal } from '../../portal/src/portal.ts'
import { createLog } from '../../portal/src/web/log.ts'

/** A portal on an SQLite file of its own, on 2 March 2026; it sends nothing and does no chores. */
export interface World extends AsyncDisposable {
  readonly portal: Portal
  readonly file: string
}

const now = Date.UTC(2026, 2, 2, 9)

export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'kerbside-bench-'))
  const file = join(folder, 'kerbside.sqlite')
  const settings = { DATABASE_URL: `sqlite:${file}`, EMAIL_BACKEND: 'file', TIME_ZONE: 'UTC', DEFAULT_REGION: 'NP' }
  const read = readConfig(settings, { developmentKey: () => 'the key of benches which is long enough' })
  if (!read.success) throw new Error(read.faults.join('\n'))
  const { config } = read
  const database = await openDatabase(config.databaseUrl, {
    onError(error) {
      throw error
    },
  })
  const clock = { now: () => now }
  const portal = await openPortal({ config, database, clock, features, log: createLog('silent'), print: () => {} })
  return {
    portal,
    file,
    async [Symbol.asyncDispose]() {
      await portal.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
