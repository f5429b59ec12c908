import type { TestContext } from 'node:test'
import type { TestClock } from '../../../../tools/testing/clock.ts'
import type { Actor } from '../../audit/index.ts'
import { systemActor } from '../../audit/index.ts'
import type { Environment } from '../../config.ts'
import type { Dialect } from '../../db/dialect.ts'
import type { CustomerType } from '../../db/tables.ts'
import type { SentMessage } from '../../testing/start-portal.ts'
import { startPortal } from '../../testing/start-portal.ts'
import type { Period } from '../../values/period.ts'
import { readPeriod } from '../../values/period.ts'
import type { Parts } from '../../web/parts.ts'
import type { Bookkeeping } from '../issue/issue-bill.ts'
import { proveBooks } from '../proof/prove-books.ts'
import { withoutChores } from './without-chores.ts'

/** Open books of a test's own, with a clerk and a second person. */
export interface TestBooks {
  readonly parts: Parts
  readonly clock: TestClock
  /** As the portal itself does it. */
  readonly system: Bookkeeping & Parts
  readonly clerk: Bookkeeping & Parts
  readonly second: Bookkeeping & Parts
  /** Puts customers on record, `C-1` and so on. */
  add(many: number, options?: { readonly type?: CustomerType; readonly since?: string }): Promise<readonly string[]>
  idOf(number: string): Promise<number>
  /** Waits until nothing is left to send, and gives all messages so far. */
  messages(): Promise<readonly SentMessage[]>
  /** The faults of the books. */
  prove(): Promise<readonly string[]>
}

export interface TestBooksOptions {
  readonly database?: Dialect
  readonly currency?: string
  /** By their names in the environment. */
  readonly settings?: Environment
}

/** Opens books on 2 March 2026 in Kathmandu, in rupees unless told otherwise. */
export async function openTestBooks(t: TestContext, options: TestBooksOptions = {}): Promise<TestBooks> {
  const currency = options.currency ? { DEFAULT_CURRENCY: options.currency } : {}
  const settings = { ...currency, ...options.settings }
  const { parts, clock, messages } = await startPortal(t, {
    ...{ database: options.database ?? 'sqlite', settings, features: withoutChores },
  })
  const staff = async (email: string): Promise<Actor> => {
    const { id } = await parts.db
      .insertInto('staff')
      .values({ email, contact: email, name: email, role: 'billing', language: 'en', created_at: clock.now() })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { ...systemActor, kind: 'staff', id: String(id) }
  }
  let made = 0
  return {
    parts,
    clock,
    system: { ...parts, by: systemActor },
    clerk: { ...parts, by: await staff('clerk@example.com') },
    second: { ...parts, by: await staff('second@example.com') },
    async add(many, { type = 'household', since = '2026-01-01' } = {}) {
      const numbers = Array.from({ length: many }, (_, index) => `C-${made + index + 1}`)
      for (let at = 0; at < many; at += 500) {
        const rows = numbers.slice(at, at + 500).map((number) => ({
          ...{ number, name: `Customer ${number}`, type, address: '1 Test Street', language: 'en', since },
          ...{ created_at: clock.now(), updated_at: clock.now() },
        }))
        await parts.db.insertInto('customer').values(rows).execute()
      }
      made += many
      return numbers
    },
    async idOf(number) {
      const row = await parts.db
        .selectFrom('customer')
        .select('id')
        .where('number', '=', number)
        .executeTakeFirstOrThrow()
      return row.id
    },
    messages,
    prove: () => proveBooks(parts),
  }
}

/** A month that is written in a test. */
export function month(name: string): Period {
  const period = readPeriod(name)
  if (!period) throw new Error(`${name} is no month.`)
  return period
}
