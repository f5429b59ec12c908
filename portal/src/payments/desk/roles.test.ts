import { addCustomer } from '../../sign-in/testing/people.ts'
import { testRoles } from '../../testing/role-table.ts'
import { openAccount } from '../testing/open-account.ts'

testRoles({
  folder: 'payments',
  actions: {
    'GET /admin/payments/': 'payments.read',
    'GET /admin/export/payments/': 'lists.export',
    'GET /admin/payments/new/': 'payments.record',
    'POST /admin/payments/new/': 'payments.record',
    'GET /admin/payments/:number/': 'payments.read',
    'GET /admin/payments/:name': 'payments.read',
    'GET /admin/payments/:number/reverse/': 'payments.undo',
    'POST /admin/payments/:number/reverse/': 'payments.undo',
    'GET /admin/payments/:number/refund/': 'payments.undo',
    'POST /admin/payments/:number/refund/': 'payments.undo',
    'GET /admin/approvals/': 'payments.read',
    'POST /admin/approvals/:id/': 'approvals.decide',
  },
  async prepare(portal) {
    const { number } = await addCustomer(portal, { name: 'Asha', email: 'asha@example.com' })
    const { payment } = await openAccount(portal, number)
    return { number: payment, name: `${payment}.pdf`, id: '1' }
  },
})
