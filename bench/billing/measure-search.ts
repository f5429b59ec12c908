import { findAnything } from '../../portal/src/admin/find/find-anything.ts'
import type { Parts } from '../../portal/src/web/parts.ts'
import { customerAt } from './fill-customers.ts'

const SEARCHES_A_KIND = 200

/** What clerks type, by the kind of it, about a customer. */
const kinds: Readonly<Record<string, (index: number) => string>> = {
  'customer number': (index) => customerAt(index).number,
  'e-mail address': (index) => customerAt(index).email,
  'phone number': (index) => customerAt(index - (index % 3)).phone,
  'bill number': (index) => `B-2026-${String(index + 1).padStart(6, '0')}`,
  'whole name': (index) => customerAt(index).name,
  'part of a name': (index) => customerAt(index).name.slice(0, 4),
  'house and street': (index) => customerAt(index).street,
  'what nobody has': (index) => `zzq${index}`,
}

/** The milliseconds of each search, by the kind of what was typed. */
export async function measureSearches(
  parts: Parts,
  customers: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const measured = new Map<string, readonly number[]>()
  for (const [kind, typed] of Object.entries(kinds)) {
    const times: number[] = []
    for (let search = 0; search < SEARCHES_A_KIND; search += 1) {
      const index = (search * 7_919) % customers // a prime, so that they lie all over the table
      const startedAt = performance.now()
      await findAnything(parts, typed(index))
      times.push(performance.now() - startedAt)
    }
    measured.set(kind, times)
  }
  return measured
}
