import { paths } from '../../../paths.ts'
import type { Html, View } from '../../../ui/index.ts'
import { tabs } from '../../../ui/index.ts'

/** The pages on which an operator says what is charged. */
export type PricesTab = 'plans' | 'items' | 'taxes' | 'books'

const addresses: Readonly<Record<PricesTab, string>> = {
  plans: paths.admin.plans,
  items: paths.admin.wasteItems,
  taxes: paths.admin.taxes,
  books: paths.admin.books,
}

export const pricesTabs = (view: View, current: PricesTab): Html =>
  tabs(
    view.t('billing.prices.tabs'),
    (['plans', 'items', 'taxes', 'books'] as const).map((tab) => ({
      href: addresses[tab],
      label: view.t(`billing.prices.tab.${tab}`),
      current: tab === current,
    })),
  )
