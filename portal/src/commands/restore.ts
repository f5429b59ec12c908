import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { holdFile } from '@kerbside/sqlite'
import type { Config } from '../config.ts'
import { copySqliteFile, writeThrough } from '../db/copy-sqlite.ts'
import { USE_POSTGRES_TOOLS } from './backup.ts'
import { loadOrComplain, open, openWhole } from './load.ts'
import { isCopy, placeRefusal } from './restore/places.ts'
import { settleCopy } from './restore/settle-copy.ts'
import type { Terminal } from './terminal.ts'
import { verifyAll } from './verify.ts'

/**
 * Puts a copy in the missing or empty place that `DATABASE_URL` names. It is built beside that place, brought up to date and
 * proven there; only what proves is moved, in one step. A kill leaves the place as it was.
 */
export async function restore(terminal: Terminal, typed: string): Promise<number> {
  const config = loadOrComplain(terminal)
  if (!config) return 1
  if (config.databaseUrl.dialect === 'postgres') return refuse(terminal, USE_POSTGRES_TOOLS)
  const { file } = config.databaseUrl
  const copy = resolve(typed)
  if (!existsSync(copy)) return refuse(terminal, `There is no file ${copy}.`)
  if (!isCopy(copy)) return refuse(terminal, `${copy} is no copy of a Kerbside database.`)
  mkdirSync(dirname(file), { recursive: true })
  const hold = holdFile(file)
  if (!hold) return refuse(terminal, `A process serves ${file}. End it first.`)
  try {
    const refusal = placeRefusal(file)
    return refusal === undefined ? await build(terminal, config, { copy, file }) : refuse(terminal, refusal)
  } finally {
    hold.release()
  }
}

function refuse({ complain }: Terminal, sentence: string): number {
  complain(sentence)
  return 1
}

async function build(
  terminal: Terminal,
  config: Config,
  { copy, file }: { readonly copy: string; readonly file: string },
): Promise<number> {
  const scratch = `${file}.restoring`
  forget(scratch) // of a restore that was killed
  try {
    await copySqliteFile(copy, scratch)
    const scratchConfig = { ...config, databaseUrl: { dialect: 'sqlite', file: scratch } } as const
    const portal = await openWhole(await open(scratchConfig), terminal)
    try {
      const left = await settleCopy(portal.parts)
      const code = await verifyAll({ ...terminal, parts: portal.parts })
      if (code !== 0) return refuse(terminal, `${copy} does not prove, so nothing was restored.`)
      terminal.print(
        `${left.customers} customers and ${left.bills} bills are restored. ${left.sessions} sessions were ended, and ${left.messages} messages that waited will not be sent.`,
      )
    } finally {
      await portal.close()
    }
    writeThrough(scratch)
    forget(file) // empty, and what may lie beside it would be taken for a part of the copy
    renameSync(scratch, file)
    writeThrough(dirname(file))
    return 0
  } finally {
    forget(scratch)
  }
}

/** Deletes a database with what SQLite keeps beside it. */
function forget(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true })
}
