import { migrate } from '../db/migrate.ts'
import { loadOrComplain, open } from './load.ts'
import type { Terminal } from './terminal.ts'

/** Brings the tables up to date, and names each step that it took. */
export async function migrateTables(terminal: Terminal): Promise<number> {
  const config = loadOrComplain(terminal)
  if (!config) return 1
  const { database } = await open(config)
  try {
    const steps = await migrate(database)
    for (const step of steps) terminal.print(step)
    terminal.print(steps.length === 0 ? 'The tables are up to date.' : `${steps.length} steps done.`)
    return 0
  } finally {
    await database.close()
  }
}
