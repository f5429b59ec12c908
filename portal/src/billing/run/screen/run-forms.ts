import { z } from 'zod'
import type { CustomerGroup } from '../../../db/service-tables.ts'
import { readPeriod } from '../../../values/period.ts'
import { rowId } from '../../../web/row-id.ts'
import { typedPrice } from '../../../web/typed-fields.ts'
import type { Band } from '../band.ts'
import { customerGroups } from '../preview.ts'
import { previewLists } from '../preview-list.ts'

/** Which month is billed for whom. */
export const planForm = z.object({
  group: z.enum(customerGroups),
  month: z.string().transform((typed, c) => {
    const period = readPeriod(typed)
    if (period) return period
    c.addIssue({ code: 'custom', message: 'web.form.invalid' })
    return z.NEVER
  }),
})

/** Whether a run may go although its total leaves the band. */
export const approvalForm = z.object({ release: z.literal('yes').optional() })

/** A band; without either end the brake is off. */
export const bandForm = (currency: string) =>
  z.object({ low: bound(currency), high: bound(currency) }).transform(({ low, high }, c): Band | undefined => {
    if (low === undefined && high === undefined) return undefined
    if (high !== undefined && (low ?? 0) <= high) return { lowMinor: low ?? 0, highMinor: high }
    c.addIssue({ code: 'custom', path: ['high'], message: 'billing.bands.wrong' })
    return z.NEVER
  })

const bound = (currency: string) =>
  z.preprocess((typed) => (typed === '' ? undefined : typed), typedPrice(currency).optional())

/** The group that an address names. */
export const groupIn = (text: string | undefined): CustomerGroup | undefined =>
  customerGroups.find((group) => group === text)

const ROW = /^(\d{1,15})-(\d{1,15})$/

/** What the address of a plan says; a part that makes no sense counts as left out. */
export const previewQuery = z.object({
  which: z.enum(previewLists).catch('all'),
  behind: z
    .string()
    .regex(ROW)
    .transform((text) => {
      const [changeMinor = 0, customerId = 0] = text.split('-').map(Number)
      return { changeMinor, customerId }
    })
    .optional()
    .catch(undefined),
})

/** What the address of the list of runs says. */
export const runsQuery = z.object({ before: rowId.optional().catch(undefined) })

/** Whom the bills of a run did not reach: there was nobody to tell, or no message arrived. */
export const unreachedLists = ['failed', 'untold'] as const
export const unreachedQuery = z.object({
  which: z.enum(unreachedLists).catch('failed'),
  after: rowId.optional().catch(undefined),
})
