import type { Html, View } from '../ui/index.ts'
import { emptyState, page } from '../ui/index.ts'

/** The list of feedback, while there is none. */
export function feedbackPage(view: View): Html {
  const { t } = view
  return page(
    view,
    { title: t('feedback.list.title') },
    emptyState({ icon: 'feedback', title: t('feedback.list.empty'), body: t('feedback.list.emptyBody') }),
  )
}
