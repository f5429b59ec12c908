import { systemActor } from '../audit/index.ts'
import { testRoles } from '../testing/role-table.ts'
import { addCustomer } from './index.ts'

testRoles({
  folder: 'customers',
  actions: {
    'GET /admin/customers/': 'customers.read',
    'GET /admin/export/customers/': 'lists.export',
    'GET /admin/customers/new/': 'customers.edit',
    'POST /admin/customers/new/': 'customers.edit',
    'GET /admin/customers/:number/': 'customers.read',
    'GET /admin/customers/:number/edit/': 'customers.edit',
    'POST /admin/customers/:number/edit/': 'customers.edit',
    'GET /admin/customers/:number/deactivate/': 'customers.edit',
    'POST /admin/customers/:number/deactivate/': 'customers.edit',
    'POST /admin/customers/:number/reactivate/': 'customers.edit',
    'GET /admin/customers/:number/messages/': 'customers.edit',
    'POST /admin/customers/:number/messages/': 'customers.edit',
    'POST /admin/customers/:number/contacts/': 'customers.edit',
    'POST /admin/customers/:number/contacts/:id/': 'customers.edit',
  },
  async prepare({ parts }) {
    const contact = { kind: 'email', address: 'a@example.com', contact: 'a@example.com' } as const
    await addCustomer(
      { ...parts, by: systemActor },
      {
        ...{ number: 'C-1', name: 'A', type: 'shop', address: '1 Road', language: 'en', since: '2026-01-01' },
        contacts: [contact],
        whenThere: 'refuse',
      },
    )
    return { number: 'C-1', id: '1' }
  },
})
