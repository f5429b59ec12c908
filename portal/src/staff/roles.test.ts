import { systemActor } from '../audit/index.ts'
import { testRoles } from '../testing/role-table.ts'
import { putStaff } from './index.ts'

testRoles({
  folder: 'staff',
  actions: {
    'GET /admin/staff/': 'staff.read',
    'GET /admin/staff/new/': 'staff.edit',
    'POST /admin/staff/new/': 'staff.edit',
    'GET /admin/staff/:id/': 'staff.edit',
    'POST /admin/staff/:id/': 'staff.edit',
    'GET /admin/staff/:id/deactivate/': 'staff.edit',
    'POST /admin/staff/:id/deactivate/': 'staff.edit',
    'POST /admin/staff/:id/reactivate/': 'staff.edit',
    'POST /admin/staff/:id/passkeys/': 'staff.edit',
  },
  async prepare({ parts }) {
    const email = { otpType: 'email', canonical: 'a@example.com', typed: 'a@example.com' } as const
    await putStaff({ ...parts, by: systemActor }, { email, name: 'A', role: 'support', language: 'en' })
    return { id: '1' }
  },
})
