import { Hono } from 'hono'
import { bouncingContacts, contactsOf, customerByNumber, customersByContact } from '../customers/index.ts'
import { paths } from '../paths.ts'
import { passkeysForAccount, sessionsOf } from '../sign-in/index.ts'
import type { ForCustomer } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { refuse } from '../web/refuse.ts'
import { accountPage } from './account-page.ts'
import { dashboardPage } from './dashboard-page.ts'

/** Where a customer arrives, and all that we know of the customer. */
export const dashboardRoutes = ({ config, db, database: { store }, otp, clock }: Parts) =>
  new Hono<ForCustomer>()
    .get(paths.dashboard, async (c) => {
      const { view, customer, session } = c.var
      const customers = await customersByContact(store, session.contact)
      const bouncing = await bouncingContacts(db, customer.id)
      const own = session.contact
      return c.html(dashboardPage(view, { customer, own, hasOthers: customers.length > 1, bouncing }))
    })
    .get(paths.account, async (c) => {
      const { view, customer, session } = c.var
      const record = await customerByNumber(db, customer.number)
      if (!record) return refuse(c, 'not_found')
      const contacts = await contactsOf(db, record.id)
      const bouncing = await bouncingContacts(db, record.id)
      const signedIn = await sessionsOf(store, session.contact, clock.now())
      const known = await otp.devices(session.contact)
      const recent = await otp.recent(session.contact)
      const passkeys = await passkeysForAccount({ config, db }, session.contact)
      return c.html(accountPage(view, { record, contacts, bouncing, session, signedIn, known, recent, passkeys }))
    })
