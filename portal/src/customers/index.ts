/** Customers: who they are, how they are reached, and who of them may sign in. */
import type { Feature } from '../web/feature.ts'
import { readBouncesCommand } from './bounces/command.ts'
import { markRefused } from './bounces/mark.ts'
import { CONTACT_KIND, contactMessages, contactWording } from './contact-news.ts'
import { importCustomersCommand } from './import/command.ts'
import { customerRoutes } from './routes.ts'

export { addCustomer } from './add-customer.ts'
export { type BouncingContact, bouncingContacts, bouncingPart } from './bounces/bouncing-part.ts'
export { confirmByCode } from './bounces/confirm.ts'
export { type ContactOnRecord, contactOnRecord } from './contact-on-record.ts'
export { contactFaultKey } from './contacts.ts'
export { customerTabs } from './customer-tabs.ts'
export { DEMO_ENDING, demoCustomers } from './demo.ts'
export { customerTypes } from './fields.ts'
export { findCustomer } from './find-customer.ts'
export { type FoundCustomers, findCustomers } from './find-customers.ts'
export type { ListedCustomer as FoundCustomer } from './list-customers.ts'
export { readNumber } from './number.ts'
export { type ContactRecord, type CustomerRecord, contactsOf, customerByNumber } from './queries.ts'
export { recipientsOf } from './reaching/recipients.ts'
export { recipientsOfMany } from './reaching/recipients-of-many.ts'
export { sendNotice } from './reaching/send-notice.ts'
export { sendNotices } from './reaching/send-notices.ts'
export type { Topic } from './reaching/topics.ts'
export { type Heard, hearersOfSecurity } from './reaching/who-hears.ts'
export { activeCustomer, customersByContact, type SignInCustomer } from './sign-in-queries.ts'

export const customers: Feature = {
  hears: (parts) => (event) => {
    if (event.event !== 'message_failed' || event.trouble.fault !== 'undeliverable') return
    void markRefused(parts(), event.message.id)
  },
  routes: customerRoutes,
  commands(program, withParts) {
    importCustomersCommand(program, withParts)
    readBouncesCommand(program, withParts)
  },
  kinds: (parts) => ({ [CONTACT_KIND]: contactMessages(parts) }),
  wordings: [contactWording],
}
