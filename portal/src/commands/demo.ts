import { addCustomer, readContactAs } from '../customers/index.ts'
import { paths } from '../paths.ts'
import type { Portal } from '../portal.ts'
import type { Parts } from '../web/parts.ts'
import type { DemoCustomer } from './demo-people.ts'
import { demoCustomers, demoStaff } from './demo-people.ts'
import { loadOrComplain, open, openWhole } from './load.ts'
import { serveUntilSignal } from './serve.ts'
import type { Terminal } from './terminal.ts'

/** Fills an empty database with made-up people, and serves it when asked to. Gives the exit code. */
export async function demonstrate(terminal: Terminal, { serve }: { serve?: true }): Promise<number> {
  const config = loadOrComplain(terminal)
  if (!config) return 1
  if (config.isProduction) {
    terminal.complain('Demo people may not sign in where real ones do: NODE_ENV is production.')
    return 1
  }
  if (serve) {
    return serveUntilSignal(terminal, {
      prepare: (portal) => addDemoPeople(portal.parts),
      greet: (portal, address) => greet(terminal, portal, address),
    })
  }
  const portal = await openWhole(await open(config), terminal)
  try {
    await addDemoPeople(portal.parts)
    terminal.print(whoIsWho)
    return 0
  } finally {
    await portal.close()
  }
}

const whoIsWho = `Sign in as the customer ${demoCustomers[0].email}, or as staff ${demoStaff[0].email} (demo people).`

/** Three lines: where to go, whom to sign in as, where the code will appear. */
async function greet({ print }: Terminal, { parts }: Portal, address: string): Promise<void> {
  print(`Kerbside is at ${address} (customers) and ${address}${paths.staff.request} (staff).`)
  print(whoIsWho)
  const isShown = parts.config.emailBackend.includes('console')
  print(`The code will appear ${isShown ? 'here and ' : ''}at ${address}${paths.dev.mailbox}`)
}

/** Does nothing when there are customers already: they may be real. */
async function addDemoPeople(parts: Parts): Promise<void> {
  const { db, clock } = parts
  if (await db.selectFrom('customer').select('id').limit(1).executeTakeFirst()) return
  for (const customer of demoCustomers) await addDemoCustomer(parts, customer)
  const staff = demoStaff.map((person) => ({
    ...person,
    contact: person.email,
    language: 'en',
    created_at: clock.now(),
  }))
  await db
    .insertInto('staff')
    .values(staff)
    .onConflict((conflict) => conflict.column('contact').doNothing())
    .execute()
}

async function addDemoCustomer(parts: Parts, { email, phone, ...entry }: DemoCustomer): Promise<void> {
  const contacts = [readContactAs('email', email, 'NP'), readContactAs('phone', phone, 'NP')]
  await addCustomer(parts, {
    ...entry,
    since: Temporal.Instant.fromEpochMilliseconds(parts.clock.now()).toString().slice(0, 8).concat('01'),
    contacts: contacts.flatMap((read) => (read.success ? [read.contact] : [])),
    whenThere: 'refuse',
  })
}
