import type { Html, View } from '../ui/index.ts'
import { emptyState, page } from '../ui/index.ts'

/** The list of payments, while there is none. */
export function paymentsPage(view: View): Html {
  const { t } = view
  return page(
    view,
    { title: t('payments.list.title') },
    emptyState({ icon: 'payment', title: t('payments.list.empty'), body: t('payments.list.emptyBody') }),
  )
}
