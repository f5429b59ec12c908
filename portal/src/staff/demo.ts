import { readEmail } from '@kerbside/otp'
import { systemActor } from '../audit/index.ts'
import type { Parts } from '../web/parts.ts'
import { addStaff } from './save-staff.ts'
import { staffByContact } from './sign-in-queries.ts'

/**
 * Puts made-up staff of every role into a database without staff.
 * @returns the e-mail address of one who can sign in; undefined when the demo staff are not there
 */
export async function demoStaff(parts: Parts): Promise<string | undefined> {
  const { db, database } = parts
  const [first] = people
  if (!(await db.selectFrom('staff').select('id').limit(1).executeTakeFirst())) {
    for (const { name, role, address } of people) {
      const email = readEmail(address)
      if (email.success)
        await addStaff({ ...parts, by: systemActor }, { email: email.contact, name, role, language: 'en', demo: true })
    }
  }
  return (await staffByContact(database.store, first.address))?.address
}

/** On a domain that nobody can have (RFC 2606). */
const people = [
  { name: 'Bina (demo administrator)', address: 'staff@demo.example', role: 'admin' },
  { name: 'Carlos (demo billing)', address: 'billing@demo.example', role: 'billing' },
  { name: 'Dolma (demo support)', address: 'support@demo.example', role: 'support' },
  { name: 'Eman (demo auditor)', address: 'auditor@demo.example', role: 'auditor' },
] as const
