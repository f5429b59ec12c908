import type { Row } from '@kerbside/otp'
import { activeCustomer, customersByContact } from '../customers/index.ts'
import { activeStaff } from '../staff/index.ts'
import type { Identify } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { passkeyStateOf } from './passkeys/passkey-state.ts'
import { findCustomerSession, findStaffSession, sessionCookie, staffCookie, touchSession } from './sessions.ts'

type IdentifyParts = Pick<Parts, 'config' | 'database' | 'clock' | 'log'>

/** Tells who sends a request, by the cookies of customers and staff or by the token of a program. */
export function createIdentify({ config, database, clock, log }: IdentifyParts): Identify {
  const { store, db } = database
  const touch = (row: Row, now: number) =>
    touchSession(store, Number(row.session_id), Number(row.last_seen_at), now, (error) =>
      log.error({ err: error }, 'session_not_touched'),
    )
  return {
    async customer(c) {
      const token = c.cookie(sessionCookie)
      const now = clock.now()
      const row = token === undefined ? undefined : await findCustomerSession(store, token, 'customer', now)
      if (!row) return undefined
      const contact = String(row.contact)
      const customer = row.id === null ? undefined : activeCustomer(row)
      // Not chosen yet, or not allowed any more: then there must be another one behind the contact.
      if (!customer && (await customersByContact(store, contact)).length === 0) return undefined
      touch(row, now)
      return { kind: 'customer', sessionId: Number(row.session_id), contact, customer, provenAt: Number(row.proven_at) }
    },

    async staff(c) {
      const token = c.cookie(staffCookie)
      const now = clock.now()
      const row = token === undefined ? undefined : await findStaffSession(store, token, now)
      if (!row) return undefined
      touch(row, now)
      const person = activeStaff(row)
      return {
        kind: 'staff',
        ...person,
        sessionId: Number(row.session_id),
        contact: String(row.contact),
        passkey: passkeyStateOf(config, {
          role: person.role,
          isDemo: row.demo === 1,
          passkeys: Number(row.passkeys),
          hasShown: row.passkey_at !== null,
        }),
        provenAt: Number(row.proven_at),
      }
    },

    async token(bearer) {
      const now = clock.now()
      const row = await findCustomerSession(store, bearer, 'api', now)
      if (!row) return undefined
      const contact = String(row.contact)
      const customers = await customersByContact(store, contact)
      if (customers.length === 0) return undefined
      touch(row, now)
      return { sessionId: Number(row.session_id), contact, customers }
    },

    async speak(person, language) {
      if (person.kind === 'staff') {
        await db.updateTable('staff').set({ language }).where('id', '=', person.id).execute()
      } else if (person.customer) {
        await db.updateTable('customer').set({ language }).where('id', '=', person.customer.id).execute()
      }
    },
  }
}
