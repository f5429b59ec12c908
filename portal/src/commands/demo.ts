import { demoCustomers } from '../customers/index.ts'
import { paths } from '../paths.ts'
import { demoBooks } from '../payments/index.ts'
import type { Portal } from '../portal.ts'
import { demoStaff } from '../staff/index.ts'
import type { Parts } from '../web/parts.ts'
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
      prepare: async ({ parts }) => void (await introduceDemoPeople(parts)),
      greet: (portal, address) => greet(terminal, portal, address),
    })
  }
  const portal = await openWhole(await open(config), terminal)
  try {
    terminal.print(await introduceDemoPeople(portal.parts))
    return 0
  } finally {
    await portal.close()
  }
}

/** Makes the demo people where there are none, and says whom to sign in as. */
async function introduceDemoPeople(parts: Parts): Promise<string> {
  const customer = await demoCustomers(parts)
  // Where the customers are real, nobody is made up to look at them.
  const staff = customer && (await demoStaff(parts))
  await demoBooks(parts)
  if (!customer || !staff) return 'There are customers or staff already, so nobody was made up: sign in as one of them.'
  return `Sign in as the customer ${customer}, or as staff ${staff} (demo people).`
}

function whereCodesGo({ config, mailbox }: Parts, address: string): string {
  if (!mailbox) return 'The code goes out as EMAIL_BACKEND and SMS_BACKEND say.'
  const isShown = config.emailBackend.includes('console')
  return `The code will appear ${isShown ? 'here and ' : ''}at ${address}${paths.dev.mailbox}`
}

/** Three lines: where to go, whom to sign in as, where the code will appear. */
async function greet({ print }: Terminal, { parts }: Portal, address: string): Promise<void> {
  print(`Kerbside is at ${address} (customers) and ${address}${paths.staff.request} (staff).`)
  print(await introduceDemoPeople(parts))
  print(whereCodesGo(parts, address))
}
