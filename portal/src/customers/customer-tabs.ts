import { paths } from '../paths.ts'
import type { Html, View } from '../ui/index.ts'
import { tabs } from '../ui/index.ts'

/** The pages that staff have of one customer. */
export type CustomerTab = 'record' | 'account' | 'services'

/** The way between the pages of a customer: who it is, what is owed, what is served. */
export function customerTabs(view: View, { number, current }: { number: string; current: CustomerTab }): Html {
  const addresses: Readonly<Record<CustomerTab, string>> = {
    record: paths.admin.customer(number),
    account: paths.admin.customerAccount(number),
    services: paths.admin.services(number),
  }
  return tabs(
    view.t('customers.tabs.label'),
    (['record', 'account', 'services'] as const).map((tab) => ({
      href: addresses[tab],
      label: view.t(`customers.tabs.${tab}`),
      current: tab === current,
    })),
  )
}
