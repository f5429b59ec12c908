import type { CustomerType, StaffRole } from '../db/tables.ts'
import type { Locale } from '../locales/index.ts'

/** People who do not exist, on a domain that nobody can have (RFC 2606). */
export interface DemoCustomer {
  readonly name: string
  readonly type: CustomerType
  readonly email: string
  readonly phone: string
  readonly address: string
  readonly language: Locale
}

export const demoCustomers: readonly [DemoCustomer, ...DemoCustomer[]] = [
  {
    name: 'Asha Rai (demo)',
    type: 'household',
    email: 'customer@demo.example',
    phone: '+9779800000001',
    address: '12 Garden Lane',
    language: 'en',
  },
  {
    name: 'Corner Shop (demo)',
    type: 'shop',
    email: 'shop@demo.example',
    phone: '+9779800000002',
    address: '3 Market Street',
    language: 'en',
  },
  {
    name: 'Hotel Vista (demo)',
    type: 'hotel',
    email: 'hotel@demo.example',
    phone: '+9779800000003',
    address: '1 Lake Road',
    language: 'es',
  },
  {
    name: 'हिमाल विद्यालय (demo)',
    type: 'institution',
    email: 'school@demo.example',
    phone: '+9779800000004',
    address: '७ पाटन मार्ग',
    language: 'ne',
  },
  {
    name: 'ليلى حداد (demo)',
    type: 'household',
    email: 'layla@demo.example',
    phone: '+9779800000005',
    address: '٢٢ شارع النخيل',
    language: 'ar',
  },
  // One person, two customers: after sign-in she chooses.
  {
    name: 'Tea House (demo)',
    type: 'shop',
    email: 'shop@demo.example',
    phone: '+9779800000006',
    address: '14 Garden Lane',
    language: 'en',
  },
]

export interface DemoStaff {
  readonly name: string
  readonly email: string
  readonly role: StaffRole
}

export const demoStaff: readonly [DemoStaff, ...DemoStaff[]] = [
  { name: 'Bina (demo administrator)', email: 'staff@demo.example', role: 'admin' },
  { name: 'Carlos (demo billing)', email: 'billing@demo.example', role: 'billing' },
  { name: 'Dolma (demo support)', email: 'support@demo.example', role: 'support' },
  { name: 'Eman (demo auditor)', email: 'auditor@demo.example', role: 'auditor' },
]
