import { Hono } from 'hono'
import { paths } from '../paths.ts'
import type { Feature } from '../web/feature.ts'
import type { ForAnyone } from '../web/identity.ts'
import { mailboxPage } from './mailbox-page.ts'

/** What the portal sends, as people look at it. */
export const messages: Feature = {
  routes({ mailbox }) {
    const anyone = new Hono<ForAnyone>()
    if (mailbox) anyone.get(paths.dev.mailbox, (c) => c.html(mailboxPage(c.var.view, mailbox.messages())))
    return { folder: 'messages', anyone }
  },
}
