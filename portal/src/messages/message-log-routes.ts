import { Hono } from 'hono'
import { z } from 'zod'
import { paths } from '../paths.ts'
import type { ForStaff } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { requireRole } from '../web/permissions.ts'
import { rowId } from '../web/row-id.ts'
import { messageGroups, messageLog } from './message-log.ts'
import { messageLogPage } from './message-log-page.ts'

/** What the address says; what makes no sense counts as left out, since addresses are kept and passed on. */
const logQuery = z.object({
  state: z.enum(messageGroups).optional().catch(undefined),
  before: rowId.optional().catch(undefined),
})

/** What has become of each message, for staff. */
export const messageLogRoutes = ({ db }: Parts) =>
  new Hono<ForStaff>().get(paths.admin.messages, requireRole('messages.read'), async (c) => {
    const { state: group, before } = logQuery.parse(c.req.query())
    const { messages, hasMore } = await messageLog(db, { group, before })
    return c.html(messageLogPage(c.var.view, { group, messages, hasMore }))
  })
