import { createMiddleware } from 'hono/factory'
import type { ForStaff } from '../../../web/identity.ts'
import type { Parts } from '../../../web/parts.ts'
import { refuse } from '../../../web/refuse.ts'
import { rowId } from '../../../web/row-id.ts'
import type { BillingRun } from '../runs.ts'
import { runById } from '../runs.ts'

export type ForRun = ForStaff & { Variables: { run: BillingRun } }

/** Looks up the run whose id stands in the address. */
export const findRun = ({ db }: Pick<Parts, 'db'>) =>
  createMiddleware<ForRun, '/:id/'>(async (c, next) => {
    const id = rowId.safeParse(c.req.param('id'))
    const run = id.success ? await runById(db, id.data) : undefined
    if (!run) return refuse(c, 'not_found')
    c.set('run', run)
    return next()
  })
