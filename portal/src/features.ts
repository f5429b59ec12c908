import { admin } from './admin/index.ts'
import { audit } from './audit/index.ts'
import { billing } from './billing/index.ts'
import { customers } from './customers/index.ts'
import { dashboard } from './dashboard/index.ts'
import { feedback } from './feedback/index.ts'
import { messages } from './messages/index.ts'
import { payments } from './payments/index.ts'
import { signIn } from './sign-in/index.ts'
import { staff } from './staff/index.ts'
import type { Feature } from './web/feature.ts'

/** The features of the portal, in the order in which they may import one another. */
export const features: readonly Feature[] = [
  audit,
  customers,
  staff,
  signIn,
  billing,
  payments,
  feedback,
  messages,
  dashboard,
  admin,
]
