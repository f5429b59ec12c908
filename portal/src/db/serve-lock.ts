import { DatabaseSync } from 'node:sqlite'

export type ServeLock = { success: true; release(): void } | { success: false; reason: 'in_use' }

const BUSY = 5

/**
 * Lets one process at a time serve a SQLite file. The lock is SQLite's own on a file beside it, so the system lets it go
 * with the process, however that ends.
 */
export function lockForServing(databaseFile: string): ServeLock {
  const lock = new DatabaseSync(`${databaseFile}-serving`, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY)
      return { success: false, reason: 'in_use' }
    throw error
  }
  return { success: true, release: () => lock.close() }
}
