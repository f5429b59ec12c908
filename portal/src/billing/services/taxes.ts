import type { Changing } from '../../audit/index.ts'
import { tell } from '../../audit/index.ts'
import type { Db } from '../../db/database.ts'
import type { Refused } from '../../values/refused.ts'

/** A tax with its rates, the newest last. */
export interface TaxRate {
  readonly id: number
  readonly name: string
  readonly values: readonly { readonly from_on: string; readonly basis_points: number }[]
}

export async function taxRatesOf(db: Db): Promise<readonly TaxRate[]> {
  const rates = await db.selectFrom('tax_rate').select(['id', 'name']).orderBy('name').execute()
  const values = await db
    .selectFrom('tax_rate_value')
    .select(['tax_rate_id', 'from_on', 'basis_points'])
    .orderBy('from_on')
    .orderBy('id')
    .execute()
  return rates.map((rate) => ({ ...rate, values: values.filter(({ tax_rate_id }) => tax_rate_id === rate.id) }))
}

/** 10 000 basis points are a hundred per cent. */
export interface TaxValue {
  readonly fromOn: string
  readonly basisPoints: number
}

export type TaxAdded = { readonly success: true; readonly id: number } | Refused<'name_taken'>

export function addTaxRate(
  parts: Changing,
  { name, ...value }: TaxValue & { readonly name: string },
): Promise<TaxAdded> {
  return parts.change(async (trx, commit): Promise<TaxAdded> => {
    const added = await trx
      .insertInto('tax_rate')
      .values({ name, created_at: parts.clock.now() })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) return { success: false, reason: 'name_taken' }
    await insertValue(trx, parts, added.id, value)
    await tell(commit, parts, 'tax_added', `tax ${added.id}`, { from: value.fromOn, basisPoints: value.basisPoints })
    return { success: true, id: added.id }
  })
}

/** Sets the rate of a tax from a day on; the history only grows. */
export function setTaxRate(
  parts: Changing,
  taxRateId: number,
  value: TaxValue,
): Promise<{ readonly success: true } | Refused<'unknown_tax'>> {
  return parts.change(async (trx, commit) => {
    const rate = await trx.selectFrom('tax_rate').select('id').where('id', '=', taxRateId).executeTakeFirst()
    if (!rate) return { success: false, reason: 'unknown_tax' } as const
    await insertValue(trx, parts, taxRateId, value)
    await tell(commit, parts, 'tax_set', `tax ${taxRateId}`, { from: value.fromOn, basisPoints: value.basisPoints })
    return { success: true } as const
  })
}

const insertValue = (trx: Db, { clock }: Changing, taxRateId: number, { fromOn, basisPoints }: TaxValue) =>
  trx
    .insertInto('tax_rate_value')
    .values({ tax_rate_id: taxRateId, from_on: fromOn, basis_points: basisPoints, created_at: clock.now() })
    .execute()
