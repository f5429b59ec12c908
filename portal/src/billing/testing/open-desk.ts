import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { systemActor } from '../../audit/index.ts'
import type { CustomerType, Tables } from '../../db/tables.ts'
import { addCustomer } from '../../sign-in/testing/people.ts'
import type { Browser } from '../../testing/browser.ts'
import { signInStaff } from '../../testing/sign-in-staff.ts'
import type { TestPortal, TestPortalOptions } from '../../testing/start-portal.ts'
import { startPortal } from '../../testing/start-portal.ts'
import { issueBill } from '../issue/issue-bill.ts'
import { proveBooks } from '../proof/prove-books.ts'
import { month } from './open-books.ts'

/** Somebody whom the desk serves. */
export interface Served {
  readonly name: string
  readonly email?: string
  readonly type?: CustomerType
  readonly since?: string
}

/** A portal on 2 March 2026 in Kathmandu, with a clerk of billing at the desk. */
export interface Desk {
  readonly portal: TestPortal
  readonly clerk: Browser
  /** Another clerk of billing. */
  signIn(name: string): Promise<Browser>
  /** Puts customers on record, served from the first day of the year unless told, and gives their numbers. */
  add(...served: readonly Served[]): Promise<readonly string[]>
  /** Issues the bill of a month, and gives its number. */
  bill(customer: string, month: string): Promise<string>
  /** The hidden values of a form that the clerk has opened. */
  openForm(path: string): Promise<Readonly<Record<string, string>>>
  /** Records cash that a customer brings, and gives the receipt's number. */
  pay(customer: string, amountMinor: number): Promise<string>
  count(table: keyof Tables): Promise<number>
  /** The faults of the books. */
  prove(): Promise<readonly string[]>
}

export async function openDesk(t: TestContext, options: TestPortalOptions = {}): Promise<Desk> {
  const portal = await startPortal(t, options)
  const { parts } = portal
  const clerk = await signInStaff(portal, 'billing')
  const openForm = async (path: string) => {
    const { text } = await clerk.get(path)
    const hidden = text.matchAll(/<input type="hidden" name="([\w-]+)" value="([^"]*)">/g)
    return Object.fromEntries(Array.from(hidden, ([, name = '', value = '']) => [name, value]))
  }
  return {
    portal,
    clerk,
    signIn: (name) => signInStaff(portal, 'billing', name),
    async add(...served) {
      const numbers: string[] = []
      for (const { name, email, type = 'household', since = '2026-01-01' } of served) {
        const { id } = await addCustomer(portal, { name, email: email ?? `${name.replaceAll(' ', '.')}@example.com` })
        const row = await parts.db
          .updateTable('customer')
          .set({ type, since })
          .where('id', '=', id)
          .returning('number')
          .executeTakeFirstOrThrow()
        numbers.push(row.number)
      }
      return numbers
    },
    async bill(customer, name) {
      const issued = await issueBill({ ...parts, by: systemActor }, { customer, period: month(name) })
      assert.ok(issued.success, JSON.stringify(issued))
      return issued.bill.number
    },
    openForm,
    async pay(customer, amountMinor) {
      const form = await openForm('/admin/payments/new/')
      const amount = (amountMinor / 100).toFixed(2)
      const fields = { customer, amount, method: 'cash', reference: '', received_on: '2026-03-02', again: 'yes' }
      const { location } = await clerk.post('/admin/payments/new/', { ...form, ...fields })
      return location?.split('/')[3] ?? ''
    },
    async count(table) {
      const row = await parts.db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('many'))
        .executeTakeFirstOrThrow()
      return row.many
    },
    prove: () => proveBooks(parts),
  }
}
