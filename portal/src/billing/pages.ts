import type { Html, View } from '../ui/index.ts'
import { emptyState, page } from '../ui/index.ts'

/** The list of bills, while there are none. */
export function billsPage(view: View): Html {
  const { t } = view
  return page(
    view,
    { title: t('billing.bills.title') },
    emptyState({ icon: 'bill', title: t('billing.bills.empty'), body: t('billing.bills.emptyBody') }),
  )
}

/** Bills and payments in the order in which they came, while there are none. */
export function statementPage(view: View): Html {
  const { t } = view
  return page(
    view,
    { title: t('billing.statement.title') },
    emptyState({ icon: 'statement', title: t('billing.statement.empty'), body: t('billing.statement.emptyBody') }),
  )
}
