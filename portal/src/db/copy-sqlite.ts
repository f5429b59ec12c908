import { closeSync, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'

// More than any file has: a copy in pieces would start again whenever somebody commits.
const ALL_PAGES = 2 ** 31 - 1
const BUSY_MS = 5_000

/**
 * Copies a SQLite database, as of one moment, while others read and write it. The copy is one file that needs nothing beside it,
 * is on disk, and nobody else on this machine may read it.
 * @param to a file that is not there yet
 * @throws Error when `to` is there, or what was copied is damaged
 */
export async function copySqliteFile(from: string, to: string): Promise<void> {
  closeSync(openSync(to, 'wx', 0o600))
  const source = new DatabaseSync(from, { readOnly: true, timeout: BUSY_MS })
  try {
    await backup(source, to, { rate: ALL_PAGES })
  } finally {
    source.close()
  }
  const copy = new DatabaseSync(to)
  try {
    copy.exec('PRAGMA journal_mode = DELETE')
    const damage = Object.values(copy.prepare('PRAGMA quick_check(1)').get() ?? {})[0]
    if (damage !== 'ok') throw new Error(`The database is damaged: ${damage}`)
  } finally {
    copy.close()
  }
  writeThrough(to)
  writeThrough(dirname(to))
}

/** Waits until a file, or the names in a folder, are on disk. */
export function writeThrough(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
