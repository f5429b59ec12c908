/** Plans and services, bills and what corrects them, the balance and its proof. */
import type { Feature } from '../web/feature.ts'
import { billingApi } from './api.ts'
import { openBooks } from './books.ts'
import { checkRoutes } from './check/check-routes.ts'
import { drawSealKey } from './check/seal.ts'
import { billingDesk } from './desk/routes.ts'
import { billMessages } from './news/bill-messages.ts'
import { BILL_KIND, billWording } from './news/bill-wording.ts'
import { proveDaily } from './proof/keep-proof.ts'
import { proveBooks } from './proof/prove-books.ts'
import { billingRoutes } from './routes.ts'
import { billingRunCommand } from './run/command.ts'
import { forgetPreviews, workOnRuns } from './run/work-on-runs.ts'

export { type Approval, type Awaiting, approvalById, askApproval, markDecided, tellAsked } from './approvals.ts'
export { balanceWords } from './balance-words.ts'
export { billTitle, dayTime, statusTag } from './bill/bill-words.ts'
export { issueDay } from './books.ts'
export { type Approvable, type Credited, creditIn } from './corrections/credit-note.ts'
export { type WrittenOff, writeOffIn } from './corrections/write-off.ts'
export { type DemoMonths, type DemoPerson, demoBills, demoCredit, demoServices } from './demo.ts'
export { findDocument } from './desk/find-documents.ts'
export { proofPart } from './desk/proof-part.ts'
export { documentNumberIn, isDocumentNumber } from './document-number.ts'
export { countUp, takeNumbers } from './documents.ts'
export { holdCustomer, holdCustomerById } from './hold-customer.ts'
export { howToPay } from './how-to-pay.ts'
export type { Bookkeeping } from './issue/issue-bill.ts'
export { issueOpenings } from './issue/issue-openings.ts'
export { KEPT, LEFT } from './open-amounts.ts'
export { allocatedOf, standingPayment, takeBack } from './open-bills.ts'
export { beginProof, type KeptProof, keptProof } from './proof/keep-proof.ts'
export { type Bill, billsOf, type Page, pageOf } from './queries/bills.ts'
export { overdueOf } from './queries/overdue.ts'
export { owedBy } from './queries/owed.ts'
export { staffIdOf } from './run/runs.ts'
export { settle } from './settle.ts'
export { dayWords, type Speech } from './speech.ts'

const SECOND = 1000
const HOUR = 3_600_000

export const billing: Feature = {
  routes: (parts) => ({
    folder: 'billing',
    customer: billingRoutes(parts),
    staff: billingDesk(parts),
    token: billingApi(parts),
    anyone: checkRoutes(parts),
  }),
  async prepare(parts) {
    await openBooks(parts)
    await drawSealKey(parts)
  },
  proofs: [{ name: 'books', run: proveBooks }],
  chores: [
    { name: 'billing runs', everyMs: SECOND, run: workOnRuns },
    { name: 'billing previews', everyMs: HOUR, run: forgetPreviews },
    { name: 'books proof', everyMs: HOUR, run: proveDaily },
  ],
  commands: billingRunCommand,
  kinds: (parts) => ({ [BILL_KIND]: billMessages(parts) }),
  wordings: [billWording],
}
