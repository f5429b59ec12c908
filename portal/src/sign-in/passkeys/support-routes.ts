import { Hono } from 'hono'
import { z } from 'zod'
import { staffActor } from '../../audit/index.ts'
import { paths } from '../../paths.ts'
import type { ForStaff } from '../../web/identity.ts'
import { announce } from '../../web/notices.ts'
import type { Parts } from '../../web/parts.ts'
import { requireRole } from '../../web/permissions.ts'
import { readForm } from '../../web/read-form.ts'
import { refuse } from '../../web/refuse.ts'
import { removePasskeys } from './change-passkeys.ts'

const contactForm = z.object({ contact: z.string().min(1) })

/** Support takes the passkeys of a customer's contact: codes are sent again, and the owner hears of it. */
export const supportRoutes = (parts: Parts) =>
  new Hono<ForStaff>().post(paths.admin.customerPasskeys, requireRole('sessions.end'), async (c) => {
    const form = readForm(c, contactForm)
    if (!form.success) return refuse(c, 'invalid_input', { status: 400 })
    const { contact } = form.data
    await removePasskeys({ ...parts, by: staffActor(c) }, { door: 'customer', contact, owner: { contact } })
    announce(c, parts.cookies, 'sign-in.notice.passkeysRemoved')
    return c.redirect(`${paths.admin.sessions}?${new URLSearchParams({ q: contact })}`, 303)
  })
