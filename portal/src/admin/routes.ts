import { Hono } from 'hono'
import { beginProof, keptProof } from '../billing/index.ts'
import { paths } from '../paths.ts'
import { passkeyOffer } from '../sign-in/index.ts'
import type { ForStaff } from '../web/identity.ts'
import { announce } from '../web/notices.ts'
import type { Parts } from '../web/parts.ts'
import { requireRole } from '../web/permissions.ts'
import { countAll } from './counts.ts'
import { homePage } from './home-page.ts'

/** Where staff arrive. */
export function adminRoutes(parts: Parts) {
  const { config, db, otp, clock, cookies } = parts
  return new Hono<ForStaff>()
    .get(paths.admin.home, requireRole('home.read'), async (c) => {
      const { view, staff } = c.var
      const passkeys = passkeyOffer(view, config, staff)
      const now = clock.now()
      const [counts, pauses, proof] = await Promise.all([countAll(db, now), otp.pausedTexts(), keptProof(db, now)])
      return c.html(homePage(view, { staff, counts, pauses, proof, passkeys }))
    })
    .post(paths.admin.proof, requireRole('books.prove'), async (c) => {
      const begun = await beginProof(parts)
      announce(c, cookies, begun ? 'admin.notice.proofBegun' : 'admin.notice.proofRunning')
      return c.redirect(paths.admin.home, 303)
    })
}
