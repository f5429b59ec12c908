import { Hono } from 'hono'
import { billsOf, overdueOf, owedBy } from '../billing/index.ts'
import { bouncingContacts, contactsOf, customerByNumber, customersByContact } from '../customers/index.ts'
import { paths } from '../paths.ts'
import { paymentsOf } from '../payments/index.ts'
import { passkeysForAccount, sessionsOf } from '../sign-in/index.ts'
import { dayAt } from '../values/day.ts'
import type { ForCustomer } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { refuse } from '../web/refuse.ts'
import { accountPage } from './account-page.ts'
import { dashboardPage } from './dashboard-page.ts'

/** Where a customer arrives, and all that we know of the customer. */
export function dashboardRoutes(parts: Parts) {
  const {
    config,
    db,
    database: { store },
    otp,
    clock,
  } = parts
  return new Hono<ForCustomer>()
    .get(paths.dashboard, async (c) => {
      const { view, customer, session } = c.var
      const customers = await customersByContact(store, session.contact)
      const bouncing = await bouncingContacts(db, customer.id)
      return c.html(
        dashboardPage(view, {
          ...{ customer, own: session.contact, hasOthers: customers.length > 1, bouncing },
          ...(await moneyOf(parts, customer.id)),
          instructions: config.paymentInstructions,
        }),
      )
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
}

const LATEST = 2

/** What a customer owes today, and the latest bills and payments. */
async function moneyOf({ db, clock, config }: Parts, customerId: number) {
  const today = dayAt(clock.now(), config.timeZone)
  const [owed, overdueMinor, bills, payments] = await Promise.all([
    owedBy(db, customerId),
    overdueOf(db, customerId, today),
    billsOf(db, { customerId, today, many: LATEST }),
    paymentsOf(db, { customerId, many: LATEST }),
  ])
  return {
    owed: { ...owed, overdueMinor, currency: config.defaultCurrency },
    bills: bills.items,
    payments: payments.items,
  }
}
