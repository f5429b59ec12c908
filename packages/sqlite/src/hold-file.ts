import { existsSync, realpathSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { SqliteError, sqliteError } from './errors.ts'

/** A file held for this process. */
export interface FileHold {
  release(): void
}

/**
 * Holds a database file for one serving process: the second one learns it at once. The hold is a lock of the operating
 * system on `FILE-serve`, an empty database beside it, and so dies with the process, however that dies. Other processes
 * may open the file meanwhile and write in short transactions.
 * @returns undefined when another process, or this one, holds the file
 * @example
 * const hold = holdFile('data/kerbside.db')
 * if (!hold) exit('Another process serves data/kerbside.db.')
 */
export function holdFile(file: string): FileHold | undefined {
  // By its real name, since the same file may be served under another.
  const lockFile = `${existsSync(file) ? realpathSync(file) : file}-serve`
  const lock = open(lockFile)
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    const refusal = sqliteError(error, `hold ${lockFile}`)
    if (refusal instanceof SqliteError && refusal.reason === 'busy') return undefined
    throw refusal
  }
  // Closing at exit is what the operating system does anyhow; the listener keeps the lock from being collected.
  const release = () => {
    process.off('exit', release)
    if (lock.isOpen) lock.close()
  }
  process.on('exit', release)
  return { release }
}

function open(lockFile: string): DatabaseSync {
  try {
    return new DatabaseSync(lockFile, { timeout: 0 })
  } catch (error) {
    throw sqliteError(error, `open ${lockFile}`)
  }
}
