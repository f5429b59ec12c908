import { closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { copySqliteFile, writeThrough } from '../db/copy-sqlite.ts'
import { loadOrComplain } from './load.ts'
import type { Terminal } from './terminal.ts'

/** What is said where the database is no file. */
export const USE_POSTGRES_TOOLS =
  'This database is PostgreSQL, which brings its own tools: pg_dump and pg_restore. docs/operating.md has the commands.'

const MEGABYTE = 1_000_000

/**
 * Copies the database into a file while the portal is served. The name is taken at once, and the copy bears it only when it is
 * whole: what a kill leaves behind is empty.
 */
export async function backUp(terminal: Terminal, typed: string): Promise<number> {
  const config = loadOrComplain(terminal)
  if (!config) return 1
  const { databaseUrl } = config
  const file = resolve(typed)
  const refusal = databaseUrl.dialect === 'postgres' ? USE_POSTGRES_TOOLS : refusalOf(databaseUrl.file, file)
  if (databaseUrl.dialect === 'postgres' || refusal !== undefined) {
    terminal.complain(refusal ?? USE_POSTGRES_TOOLS)
    return 1
  }
  const unfinished = `${file}.${process.pid}.part`
  closeSync(openSync(file, 'wx', 0o600))
  try {
    await copySqliteFile(databaseUrl.file, unfinished)
    renameSync(unfinished, file)
  } catch (error) {
    for (const left of [unfinished, file]) rmSync(left, { force: true })
    throw error
  }
  writeThrough(dirname(file))
  terminal.print(`${file} holds the copy, ${(statSync(file).size / MEGABYTE).toFixed(1)} MB.`)
  return 0
}

function refusalOf(database: string, file: string): string | undefined {
  if (!existsSync(database)) return `There is no database at ${database}. Check DATABASE_URL.`
  if (existsSync(file)) return `${file} is there already. Give each copy a name of its own.`
  if (!existsSync(dirname(file))) return `There is no folder ${dirname(file)}.`
  return undefined
}
