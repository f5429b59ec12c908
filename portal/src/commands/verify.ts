import { features } from '../features.ts'
import type { CommandTools } from '../web/feature.ts'

/**
 * Proves what must hold for all rows, feature by feature.
 * @returns the exit code: 0 when all of it holds, else 1 with a line for each fault
 */
export async function verifyAll({ parts, print, complain }: CommandTools): Promise<number> {
  let faults = 0
  for (const { name, run } of features.flatMap((feature) => feature.proofs ?? [])) {
    const found = await run(parts)
    for (const fault of found) complain(fault)
    if (found.length === 0) print(`${name}: holds`)
    faults += found.length
  }
  return faults === 0 ? 0 : 1
}
