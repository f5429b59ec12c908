import { startChores } from './chores.ts'
import type { PartsOptions } from './create-parts.ts'
import { createParts } from './create-parts.ts'
import type { Database } from './db/database.ts'
import { migrate, pendingMigrations } from './db/migrate.ts'
import type { App } from './web/app.ts'
import { createApp } from './web/app.ts'
import type { Feature } from './web/feature.ts'
import type { Identify } from './web/identity.ts'
import type { Logger } from './web/log.ts'
import type { Parts } from './web/parts.ts'

/** All of Kerbside on one database: its parts for commands, its app for a server. */
export interface Portal {
  readonly parts: Parts
  readonly app: App
  /** Begins to send messages and to do chores. */
  start(): Promise<void>
  /** Ends what runs, gives back what is not sent, and closes the database. */
  close(): Promise<void>
}

/** Brings the tables up to date, and puts the parts together. The portal closes the database when it ends. */
export async function openPortal(options: PartsOptions): Promise<Portal> {
  const { database, features, log } = options
  await migrate(database)
  const parts = createParts(options)
  for (const feature of features) await feature.prepare?.(parts)
  const app = createApp(parts, {
    features: features.flatMap((feature) => feature.routes?.(parts) ?? []),
    identify: identifyBy(features, parts),
    isReady: () => isReady(database, log),
  })
  let stopChores = async () => {}
  return {
    parts,
    app,
    async start() {
      await parts.courier.start()
      stopChores = startChores(
        features.flatMap((feature) => feature.chores ?? []),
        parts,
      )
    },
    async close() {
      parts.streams.end()
      await stopChores()
      await Promise.all([parts.courier.stop(), parts.workshop.close()])
      await database.close()
    },
  }
}

/** Without a feature that opens sessions nobody is signed in. */
function identifyBy(features: readonly Feature[], parts: Parts): Identify {
  const [identify] = features.flatMap((feature) => feature.identify?.(parts) ?? [])
  const nobody = () => undefined
  return identify ?? { customer: nobody, staff: nobody, token: nobody, speak: async () => {} }
}

async function isReady(database: Database, log: Logger): Promise<boolean> {
  try {
    return (await pendingMigrations(database)).length === 0
  } catch (error) {
    log.warn({ err: error }, 'not ready')
    return false
  }
}
