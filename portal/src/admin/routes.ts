import { Hono } from 'hono'
import { paths } from '../paths.ts'
import type { ForStaff } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { requireRole } from '../web/permissions.ts'
import { countAll } from './counts.ts'
import { homePage } from './home-page.ts'

/** Where staff arrive. */
export const adminRoutes = ({ db, clock }: Parts) =>
  new Hono<ForStaff>().get(paths.admin.home, requireRole('home.read'), async (c) =>
    c.html(homePage(c.var.view, { staff: c.var.staff, counts: await countAll(db, clock.now()) })),
  )
