import type { TestContext } from 'node:test'
import type { Store, Trx, Value } from '@kerbside/otp'
import { paths } from '../../portal/src/paths.ts'
import { addCustomer, newestCode } from '../../portal/src/sign-in/testing/people.ts'
import { signInCustomer } from '../../portal/src/testing/sign-in-customer.ts'
import { startPortal } from '../../portal/src/testing/start-portal.ts'

/** The statements of one sign-in, in order, each as `INSERT otp`, with the transactions that hold them. */
export interface SignInTrace {
  readonly asking: readonly string[]
  readonly sending: readonly string[]
  readonly typing: readonly string[]
}

/** Signs a customer in by a browser that the portal does not know, and writes down what the database is asked. */
export async function traceSignIn(t: TestContext): Promise<SignInTrace> {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Asha Rai', email: 'asha@example.com' })
  await addCustomer(portal, { name: 'Hotel Vista', email: 'desk@example.com' })
  await signInCustomer(portal, 'desk@example.com') // what is read once and kept is read now
  const trace = traceStore(t, portal.parts.database.store)

  const browser = portal.browser()
  const requested = await trace(async () => {
    await browser.submit(paths.otp.request, { otp_type: 'email', email: 'asha@example.com' })
    await portal.messages()
  })
  const committed = requested.indexOf('COMMIT') + 1 // what follows is sent in the background
  const code = await newestCode(portal)
  await browser.get(paths.otp.verify)
  const typing = await trace(() => browser.post(paths.otp.verify, { otp_code: code }))
  return { asking: requested.slice(0, committed), sending: requested.slice(committed), typing }
}

type Trace = (work: () => Promise<unknown>) => Promise<string[]>

/** Listens at a store. What the work has asked for is given in the order in which it was asked. */
function traceStore(t: TestContext, store: Store): Trace {
  let heard: string[] = []
  const noting = <Answer>(ask: (sql: string, values?: readonly Value[]) => Answer) => {
    return (sql: string, values?: readonly Value[]) => {
      heard.push(nameOf(sql))
      return ask(sql, values)
    }
  }
  const write = store.write.bind(store)
  t.mock.method(store, 'get', noting(store.get.bind(store)))
  t.mock.method(store, 'all', noting(store.all.bind(store)))
  t.mock.method(store, 'write', async (step: (trx: Trx) => unknown) => {
    heard.push('BEGIN')
    const written = await write((trx) =>
      step({
        dialect: trx.dialect,
        get: noting(trx.get.bind(trx)),
        all: noting(trx.all.bind(trx)),
        run: noting(trx.run.bind(trx)),
        afterCommit: trx.afterCommit.bind(trx),
      }),
    )
    heard.push('COMMIT')
    return written
  })
  return async (work) => {
    heard = []
    await work()
    return [...heard]
  }
}

/** `INSERT INTO otp (…)` is `INSERT otp`. */
function nameOf(sql: string): string {
  const [, verb = '', table = ''] =
    /^\s*(INSERT)\s+INTO\s+(\w+)/.exec(sql) ??
    /^\s*(UPDATE)\s+(\w+)/.exec(sql) ??
    /^\s*(DELETE|SELECT)\b[\s\S]*?\bFROM\s+(\w+)/.exec(sql) ??
    []
  return `${verb} ${table}`
}
