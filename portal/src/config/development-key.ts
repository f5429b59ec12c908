import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const OWNER_ONLY = 0o600

/**
 * The key of a development machine: made on first use and kept beside the database, so that sessions outlive a restart.
 * Production never comes here; it names its SECRET_KEY.
 */
export function developmentKey(dataFolder: string): string {
  const file = join(dataFolder, 'secret-key')
  mkdirSync(dataFolder, { recursive: true })
  try {
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: OWNER_ONLY, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(file, 'utf8').trim()
}
