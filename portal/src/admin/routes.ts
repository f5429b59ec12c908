import { Hono } from 'hono'
import { paths } from '../paths.ts'
import { passkeyOffer } from '../sign-in/index.ts'
import type { ForStaff } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { requireRole } from '../web/permissions.ts'
import { countAll } from './counts.ts'
import { homePage } from './home-page.ts'

/** Where staff arrive. */
export const adminRoutes = ({ config, db, otp, clock }: Parts) =>
  new Hono<ForStaff>().get(paths.admin.home, requireRole('home.read'), async (c) => {
    const { view, staff } = c.var
    const passkeys = passkeyOffer(view, config, staff)
    const [counts, pauses] = await Promise.all([countAll(db, clock.now()), otp.pausedTexts()])
    return c.html(homePage(view, { staff, counts, pauses, passkeys }))
  })
