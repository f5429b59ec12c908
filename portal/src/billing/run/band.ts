import type { Changing } from '../../audit/index.ts'
import { tell } from '../../audit/index.ts'
import type { Db } from '../../db/database.ts'
import type { CustomerGroup } from '../../db/service-tables.ts'
import type { BillingRun } from './runs.ts'

/** Between which totals a run of a group may go, both included, in minor units. */
export interface Band {
  readonly lowMinor: number
  readonly highMinor: number
}

/** The band of a group; undefined while none is set, and then there is no brake. */
export const bandOf = (db: Db, group: CustomerGroup): Promise<Band | undefined> =>
  db
    .selectFrom('billing_band')
    .select(['low_minor as lowMinor', 'high_minor as highMinor'])
    .where('customer_group', '=', group)
    .executeTakeFirst()

/** All bands that are set, by their group. */
export async function bandsOf(db: Db): Promise<ReadonlyMap<CustomerGroup, Band>> {
  const rows = await db.selectFrom('billing_band').selectAll().execute()
  return new Map(
    rows.map(({ customer_group, low_minor, high_minor }) => [
      customer_group,
      { lowMinor: low_minor, highMinor: high_minor },
    ]),
  )
}

export const leavesBand = (band: Band | undefined, totalMinor: number): boolean =>
  band !== undefined && (totalMinor < band.lowMinor || totalMinor > band.highMinor)

/** True for a run that the brake has stopped on its way: approved, and a plan once more. */
export const isStopped = ({ state, approved_at }: BillingRun): boolean => state === 'planned' && approved_at !== null

/**
 * True for a plan that only a release lets go. Bands change, so a plan is judged by the one that is set now; a run that the brake
 * has stopped on its way needs a release whatever is set since.
 */
export async function needsRelease(db: Db, run: BillingRun): Promise<boolean> {
  if (isStopped(run)) return true
  return leavesBand(await bandOf(db, run.customer_group), run.planned_minor)
}

/** Sets the band within which a group's runs may go without a release; `undefined` takes the brake away. */
export function setBand(parts: Changing, group: CustomerGroup, band: Band | undefined): Promise<void> {
  return parts.change(async (trx, commit) => {
    await trx.deleteFrom('billing_band').where('customer_group', '=', group).execute()
    if (band) {
      const row = { customer_group: group, low_minor: band.lowMinor, high_minor: band.highMinor }
      await trx.insertInto('billing_band').values(row).execute()
    }
    await tell(commit, parts, 'band_set', `billing band ${group}`, { ...band })
  })
}
