import type { CustomerRecord } from '../../../customers/index.ts'
import type { Db } from '../../../db/database.ts'
import type { WaitingCharge, WasteItem } from '../../services/charges.ts'
import { waitingCharges, wasteItemsOf } from '../../services/charges.ts'
import type { Discount } from '../../services/discounts.ts'
import { discountsOf } from '../../services/discounts.ts'
import type { Plan } from '../../services/plans.ts'
import { plansOf } from '../../services/plans.ts'
import type { CustomerService } from '../../services/services.ts'
import { servicesOf } from '../../services/services.ts'
import type { TaxRate } from '../../services/taxes.ts'
import { taxRatesOf } from '../../services/taxes.ts'

/** All that a customer is served with and charged for, and what there is to choose from. */
export interface CustomerServices {
  readonly customer: CustomerRecord
  readonly services: readonly CustomerService[]
  readonly discounts: readonly Discount[]
  readonly charges: readonly WaitingCharge[]
  readonly plans: readonly Plan[]
  readonly items: readonly WasteItem[]
  readonly taxes: readonly TaxRate[]
  readonly currency: string
  /** The operator's day. */
  readonly today: string
}

export async function customerServices(
  db: Db,
  customer: CustomerRecord,
  settings: Pick<CustomerServices, 'currency' | 'today'>,
): Promise<CustomerServices> {
  const [services, discounts, charges, plans, items, taxes] = await Promise.all([
    servicesOf(db, customer.id),
    discountsOf(db, customer.id),
    waitingCharges(db, customer.id),
    plansOf(db),
    wasteItemsOf(db),
    taxRatesOf(db),
  ])
  return { customer, services, discounts, charges, plans, items, taxes, ...settings }
}
