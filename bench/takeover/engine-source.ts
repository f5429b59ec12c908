import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as Purse from '../../packages/otp/src/budget/purse.ts'
import type * as Stakes from '../../packages/otp/src/budget/stakes.ts'
import type * as Otp from '../../packages/otp/src/index.ts'
import type * as Policy from '../../packages/otp/src/policy.ts'

/** The engine as it stands in one folder: the real one, or a copy with a rule taken out. */
export interface EngineSource {
  readonly otp: typeof Otp
  /** The bare rules, without a database. */
  readonly purse: typeof Purse
  readonly stakes: typeof Stakes
  readonly policy: typeof Policy
}

export const ENGINE_FOLDER = join(import.meta.dirname, '../../packages/otp/src')

/** Imports the engine of a folder. */
export async function loadEngine(folder: string = ENGINE_FOLDER): Promise<EngineSource> {
  const file = (name: string) => import(pathToFileURL(join(folder, name)).href)
  const otp: typeof Otp = await file('index.ts')
  const purse: typeof Purse = await file('budget/purse.ts')
  const stakes: typeof Stakes = await file('budget/stakes.ts')
  const policy: typeof Policy = await file('policy.ts')
  return { otp, purse, stakes, policy }
}
