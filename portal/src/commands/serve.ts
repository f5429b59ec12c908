import { once } from 'node:events'
import type { Portal } from '../portal.ts'
import { serve } from '../web/serve.ts'
import { loadOrComplain, open, openWhole } from './load.ts'
import type { Terminal } from './terminal.ts'

// Together below the 10 s after which a supervisor kills.
const ANSWERS_MS = 4_000
const DEADLINE_MS = 9_000

export interface ServeHooks {
  /** Runs before the port is open. */
  prepare?(portal: Portal): Promise<void>
  /** Says that the portal is there. */
  greet(portal: Portal, address: string): Promise<void>
}

/** Serves the portal until a signal ends it. Gives the exit code. */
export async function serveUntilSignal(terminal: Terminal, hooks: ServeHooks): Promise<number> {
  const config = loadOrComplain(terminal)
  if (!config) return 1
  const opened = await open(config)
  const hold = opened.database.holdForServing()
  if (!hold) {
    const file = config.databaseUrl.dialect === 'sqlite' ? config.databaseUrl.file : ''
    terminal.complain(`Another process serves ${file}. End it first; to serve with several, use PostgreSQL.`)
    await opened.database.close()
    return 1
  }
  const portal = await openWhole(opened, terminal)
  try {
    await hooks.prepare?.(portal)
    const serving = await serve(portal.app, config)
    await portal.start()
    const port = String(serving.port)
    // A port of the system's choice is nowhere else to be read; in production people come by the address of the proxy.
    const isAnyPort = config.port === 0 && !config.isProduction
    await hooks.greet(portal, isAnyPort ? `http://localhost:${port}` : config.publicUrl.origin)
    const signal = await ended()
    portal.parts.log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), DEADLINE_MS).unref()
    portal.parts.streams.end()
    await serving.stop(ANSWERS_MS)
  } finally {
    await portal.close()
    hold.release()
  }
  return 0
}

/** Settles with the first signal to end; a second one ends at once, as it would without us. */
async function ended(): Promise<string> {
  const names = ['SIGTERM', 'SIGINT'] as const
  const waiting = new AbortController()
  const signals = names.map(async (name) => {
    await once(process, name, { signal: waiting.signal })
    return name
  })
  const first = await Promise.race(signals)
  waiting.abort()
  await Promise.allSettled(signals)
  return first
}
