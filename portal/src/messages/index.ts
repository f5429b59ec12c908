import { Hono } from 'hono'
import { paths } from '../paths.ts'
import type { Feature } from '../web/feature.ts'
import type { ForAnyone } from '../web/identity.ts'
import { mailboxPage } from './mailbox-page.ts'
import { messageLogRoutes } from './message-log-routes.ts'
import { receiptRoutes } from './receipt-routes.ts'

export { messagesAddress } from './message-log-page.ts'
export { messageState, messageTrouble, twoLines } from './message-parts.ts'
export { type CodeMessage, selectCodeMessages } from './messages-to.ts'

const HOUR = 3_600_000

/** What the portal sends, as people look at it. */
export const messages: Feature = {
  routes(parts) {
    const { config, mailbox } = parts
    const anyone = new Hono<ForAnyone>()
    if (!config.isProduction) {
      anyone.get(paths.dev.mailbox, (c) => c.html(mailboxPage(c.var.view, mailbox?.messages())))
    }
    return { folder: 'messages', anyone, staff: messageLogRoutes(parts), provider: receiptRoutes(parts) }
  },
  chores: [{ name: 'outbox clean-up', everyMs: HOUR, run: ({ courier }) => courier.purge() }],
}
