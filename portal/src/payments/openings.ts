import type { Row } from '@kerbside/otp'
import { systemActor, tell } from '../audit/index.ts'
import { issueDay, issueOpenings, settle } from '../billing/index.ts'
import { periodOf } from '../values/period.ts'
import type { Parts, WrittenCustomers } from '../web/parts.ts'
import { insertPayment } from './record-payment.ts'

/** What customers brought along, beside what of it stands in the books: above zero is owed. */
const OPENINGS = `SELECT customer.id, customer.number, customer.name, customer.address,
    customer.opening_balance_minor AS wanted,
    coalesce((SELECT sum(total_minor) FROM bill WHERE bill.customer_id = customer.id AND bill.kind = 'opening'), 0)
    - coalesce((SELECT sum(amount_minor) FROM payment WHERE payment.customer_id = customer.id
      AND payment.method = 'opening'), 0) AS posted
  FROM customer WHERE customer.id BETWEEN $1 AND $2 ORDER BY customer.id`

type PostingParts = Pick<Parts, 'clock' | 'config'>

/**
 * Enters opening balances: what is owed becomes a bill, which payments settle first; what was paid ahead becomes credit. A
 * balance that is corrected later is followed by another entry, of the difference.
 */
export async function postOpenings(parts: PostingParts, { trx, commit, customerIds }: WrittenCustomers): Promise<void> {
  const written = new Set(customerIds)
  const rows = await commit.all(OPENINGS, [customerIds[0] ?? 0, customerIds.at(-1) ?? 0])
  const lacking = rows.map(opening).filter(({ id, missingMinor }) => written.has(id) && missingMinor !== 0)
  if (lacking.length === 0) return
  const day = await issueDay(trx, parts)
  const owed = lacking.filter(({ missingMinor }) => missingMinor > 0)
  await issueOpenings(commit, owed, { period: periodOf(day.today).name, day })
  for (const { id, missingMinor } of lacking.filter((one) => one.missingMinor < 0)) {
    await insertPayment(commit, {
      ...{ customerId: id, amountMinor: -missingMinor, currency: day.currency, method: 'opening', reference: '' },
      // Each correction changes what is there, so no two of a customer are the same.
      ...{ receivedOn: day.today, uniqueKey: `opening ${id} ${await countOf(commit, id)}` },
      ...{ today: day.today, now: day.now },
    })
  }
  const ids = lacking.map(({ id }) => id)
  await settle(commit, ids, day.now)
  await tell(commit, { by: systemActor, clock: parts.clock }, 'opening_posted', 'customers', { customers: ids.length })
}

const countOf = async (commit: WrittenCustomers['commit'], customerId: number): Promise<number> => {
  const row = await commit.get(`SELECT count(*) AS many FROM payment WHERE customer_id = $1 AND method = 'opening'`, [
    customerId,
  ])
  return Number(row?.['many'] ?? 0)
}

const opening = (row: Row) => ({
  id: Number(row['id']),
  number: String(row['number']),
  name: String(row['name']),
  address: String(row['address']),
  missingMinor: Number(row['wanted']) - Number(row['posted']),
})

const CUSTOMERS_A_STEP = 500

/** Enters what was imported before the books were there: once, since whatever is imported later is entered with it. */
export async function postEarlierOpenings(parts: Parts): Promise<void> {
  const { change, db } = parts
  const posted = await db.selectFrom('counter').select('name').where('name', 'like', 'opening%').executeTakeFirst()
  if (posted) return
  for (let after = 0; ; ) {
    const customers = await db
      .selectFrom('customer')
      .select('id')
      .where('id', '>', after)
      .where('opening_balance_minor', '<>', 0)
      .orderBy('id')
      .limit(CUSTOMERS_A_STEP)
      .execute()
    if (customers.length === 0) return
    const customerIds = customers.map(({ id }) => id)
    await change((trx, commit) => postOpenings(parts, { trx, commit, customerIds }))
    after = customerIds.at(-1) ?? after
  }
}
