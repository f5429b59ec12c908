/** Who did what to whom, from where: written with each change, sealed into a chain, read by administrators and auditors. */
import { Hono } from 'hono'
import { z } from 'zod'
import { paths } from '../paths.ts'
import { filledForm } from '../ui/index.ts'
import type { Feature } from '../web/feature.ts'
import type { ForStaff } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { requireRole } from '../web/permissions.ts'
import { rowId } from '../web/row-id.ts'
import { isSoundText } from '../web/text-rules.ts'
import { auditLog } from './audit-log.ts'
import { auditPage } from './audit-page.ts'
import { chainFaults, headOf, seal } from './chain.ts'
import { auditNames } from './event.ts'

export { type Changing, tell } from './changing.ts'
export { contactActor } from './contact-actor.ts'
export { type Actor, staffActor, systemActor } from './event.ts'

const SECOND = 1000
const HOUR = 3_600_000

/** What the address says; what makes no sense counts as left out, since addresses are kept and passed on. */
const logQuery = z.object({
  name: z.enum(auditNames).optional().catch(undefined),
  subject: z.string().refine(isSoundText).trim().max(200).catch(''),
  before: rowId.optional().catch(undefined),
})

const auditRoutes = ({ db }: Parts) =>
  new Hono<ForStaff>().get(paths.admin.audit, requireRole('audit.read'), async (c) => {
    const { name, subject, before } = logQuery.parse(c.req.query())
    const { events, hasMore } = await auditLog(db, { name, subject, before })
    const typed = { name: name ?? '', subject }
    const last = hasMore ? events.at(-1) : undefined
    const next = last && `${paths.admin.audit}?${new URLSearchParams({ ...typed, before: String(last.id) })}`
    const active = name !== undefined || subject !== ''
    return c.html(auditPage(c.var.view, { events, filter: filledForm(typed), active, next }))
  })

export const audit: Feature = {
  routes: (parts) => ({ folder: 'audit', staff: auditRoutes(parts) }),
  proofs: [{ name: 'audit log', run: ({ db }) => chainFaults(db) }],
  chores: [
    { name: 'audit seal', everyMs: SECOND, run: ({ change, database }) => seal(change, database.dialect) },
    { name: 'audit head', everyMs: HOUR, run: tellHead },
  ],
}

/** Puts the newest link into the log, where whoever shortens the table cannot reach it. */
async function tellHead({ db, log }: Parts): Promise<void> {
  const head = await headOf(db)
  if (head?.hash) log.info({ place: head.place, hash: Buffer.from(head.hash).toString('hex') }, 'audit_log_head')
}
