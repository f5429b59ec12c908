import { createMiddleware } from 'hono/factory'
import { dayAt } from '../../values/day.ts'
import type { ForStaff } from '../../web/identity.ts'
import type { Parts } from '../../web/parts.ts'
import { refuse } from '../../web/refuse.ts'
import { isSoundText } from '../../web/text-rules.ts'
import type { Bill } from '../queries/bills.ts'
import { billByNumber } from '../queries/bills.ts'

/** Pages of one bill find it as `c.var.bill`, as it stands today. */
export type ForBill = ForStaff & { Variables: { bill: Bill } }

/** Looks up the bill whose number stands in the address. */
export const findBill = ({ db, clock, config }: Pick<Parts, 'db' | 'clock' | 'config'>) =>
  createMiddleware<ForBill, '/:number/'>(async (c, next) => {
    const number = c.req.param('number')
    const today = dayAt(clock.now(), config.timeZone)
    const bill = isSoundText(number) ? await billByNumber(db, number, today) : undefined
    if (!bill) return refuse(c, 'not_found')
    c.set('bill', bill)
    return next()
  })
