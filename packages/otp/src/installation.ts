import type { EngineParts } from './parts.ts'
import type { Installation } from './statements/installation.ts'
import { readInstallation } from './statements/installation.ts'
import type { Reply } from './store.ts'
import { take } from './store.ts'

/**
 * Completes the engine's parts with what its database drew. That is read once, with the first call; afterwards no call
 * waits for it. A failure (a database that is not there yet) is tried again by the next call.
 */
export function installedParts(parts: Omit<EngineParts, 'installation'>): () => Reply<EngineParts> {
  let complete: EngineParts | undefined
  let loading: Promise<EngineParts> | undefined
  const load = async (): Promise<EngineParts> => {
    try {
      complete = { ...parts, installation: await installationOf(parts) }
      return complete
    } finally {
      loading = undefined
    }
  }
  return () => {
    if (complete) return complete
    loading ??= load()
    return loading
  }
}

async function installationOf({ store, policy }: Pick<EngineParts, 'store' | 'policy'>): Promise<Installation> {
  const installation = await store.write((trx) => take(readInstallation(trx, policy.shards)))
  if (!installation) throw new Error('The installation has no row.')
  if (installation.shards === policy.shards) return installation
  throw new RangeError(
    `This database spreads its purse over ${installation.shards} shards, and keeps to that; got ${policy.shards}.`,
  )
}
