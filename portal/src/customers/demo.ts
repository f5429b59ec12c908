import { systemActor } from '../audit/index.ts'
import type { CustomerType } from '../db/tables.ts'
import type { Locale } from '../locales/index.ts'
import type { Parts } from '../web/parts.ts'
import { addCustomer } from './add-customer.ts'
import { readContactAs } from './contacts.ts'
import { firstOfMonthAt } from './days.ts'
import { setActivity } from './set-activity.ts'
import { customersByContact } from './sign-in-queries.ts'

/**
 * Puts made-up customers into an empty database, of every type and in every language. Nothing happens where customers are:
 * they may be real.
 * @returns the e-mail address of one who can sign in; undefined when the demo customers are not there
 */
export async function demoCustomers(parts: Parts): Promise<string | undefined> {
  const { db, database, clock, config } = parts
  const [first] = people
  if (!(await db.selectFrom('customer').select('id').limit(1).executeTakeFirst())) {
    // On record for half a year, so that there is something to look back on.
    const since = monthsBefore(firstOfMonthAt(clock.now(), config.timeZone), MONTHS_ON_RECORD)
    for (const person of people) await addDemoCustomer(parts, person, since)
  }
  const [there] = await customersByContact(database.store, first.email)
  return there?.address
}

const MONTHS_ON_RECORD = 6

const monthsBefore = (day: string, months: number) => Temporal.PlainDate.from(day).subtract({ months })

/** What the name of everybody who is made up ends with. */
export const DEMO_ENDING = ' (demo)'

async function addDemoCustomer(parts: Parts, person: DemoCustomer, since: Temporal.PlainDate): Promise<void> {
  const { email, phone, activity = 'active', phoneState, ...entry } = person
  const read = [readContactAs('email', email, 'US'), readContactAs('phone', phone, 'US')]
  const contacts = read.flatMap((one) => (one.success ? [one.contact] : []))
  const clock = { now: () => since.toZonedDateTime(parts.config.timeZone).epochMilliseconds }
  const system = { ...parts, clock, by: systemActor }
  const added = await addCustomer(system, { ...entry, since: since.toString(), contacts, whenThere: 'refuse' })
  if (added.success && activity === 'inactive') await setActivity(system, added.number, activity)
  if (added.success && phoneState) await letBounce(parts, added.number)
}

async function letBounce({ db, clock }: Parts, number: string): Promise<void> {
  await db
    .updateTable('customer_contact')
    .set({ bouncing_since: clock.now(), bouncing_reason: 'refused', bills_by: 'sms' })
    .where('customer_id', 'in', db.selectFrom('customer').select('id').where('number', '=', number))
    .where('kind', '=', 'phone')
    .execute()
}

/**
 * People who do not exist, on a domain that nobody can have (RFC 2606) and with telephone numbers that are kept for fiction
 * (555-0100 to 555-0199 of the North American Numbering Plan).
 */
interface DemoCustomer {
  readonly name: string
  readonly type: CustomerType
  readonly email: string
  readonly phone: string
  readonly address: string
  readonly language: Locale
  readonly activity?: 'inactive'
  /** Messages to the phone come back, so that there is one to see. */
  readonly phoneState?: 'bouncing'
}

const people: readonly [DemoCustomer, ...DemoCustomer[]] = [
  {
    name: 'Asha Rai (demo)',
    type: 'household',
    email: 'customer@demo.example',
    phone: '+1 201-555-0101',
    address: '12 Garden Lane',
    language: 'en',
  },
  {
    name: 'Corner Shop (demo)',
    type: 'shop',
    email: 'shop@demo.example',
    phone: '+1 201-555-0102',
    address: '3 Market Street',
    language: 'en',
    phoneState: 'bouncing',
  },
  // The same person as the shop's: after sign-in she chooses.
  {
    name: 'Tea House (demo)',
    type: 'shop',
    email: 'shop@demo.example',
    phone: '+1 201-555-0103',
    address: '14 Garden Lane',
    language: 'en',
    phoneState: 'bouncing',
  },
  {
    name: 'Hotel Vista (demo)',
    type: 'hotel',
    email: 'hotel@demo.example',
    phone: '+1 201-555-0104',
    address: 'Calle del Lago 1',
    language: 'es',
  },
  {
    name: 'हिमाल विद्यालय (demo)',
    type: 'institution',
    email: 'school@demo.example',
    phone: '+1 201-555-0105',
    address: '७ पाटन मार्ग',
    language: 'ne',
  },
  {
    name: 'ليلى حداد (demo)',
    type: 'household',
    email: 'layla@demo.example',
    phone: '+1 201-555-0106',
    address: '٢٢ شارع النخيل',
    language: 'ar',
    phoneState: 'bouncing',
  },
  {
    name: 'Moved Away (demo)',
    type: 'household',
    email: 'moved@demo.example',
    phone: '+1 201-555-0107',
    address: '9 Garden Lane',
    language: 'en',
    activity: 'inactive',
  },
]
