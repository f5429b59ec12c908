import { Hono } from 'hono'
import { paths } from '../../paths.ts'
import { dayAt } from '../../values/day.ts'
import type { ForAnyone } from '../../web/identity.ts'
import type { Parts } from '../../web/parts.ts'
import { refuse } from '../../web/refuse.ts'
import { billByNumber } from '../queries/bills.ts'
import { checkPage } from './check-page.ts'
import { isSealed } from './seal.ts'

/** What the QR code of a bill leads to. Search engines are told to keep away, should one ever come by such a link. */
export const checkRoutes = ({ db, clock, config }: Parts) =>
  new Hono<ForAnyone>().get(paths.checkBill(':number', ':seal'), async (c) => {
    c.header('X-Robots-Tag', 'noindex, nofollow')
    const { number = '', seal = '' } = { number: c.req.param('number'), seal: c.req.param('seal') }
    if (!(await isSealed(db, number, seal))) return refuse(c, 'not_found')
    const bill = await billByNumber(db, number, dayAt(clock.now(), config.timeZone))
    return bill ? c.html(checkPage(c.var.view, bill)) : refuse(c, 'not_found')
  })
