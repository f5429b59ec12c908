import type { RecentRequest } from '@kerbside/otp'
import type { Column, Html, View } from '../ui/index.ts'
import { dataTable, html, instant } from '../ui/index.ts'

/** Who asked for codes at this contact lately, for `/account/`: by it an owner sees that strangers are at it. */
export function recentPart(view: View, requests: readonly RecentRequest[]): Html {
  if (requests.length === 0) return html``
  const { t } = view
  const columns: readonly Column<RecentRequest>[] = [
    { heading: t('sign-in.recent.at'), kind: 'title', cell: ({ at }) => instant(view, at) },
    { heading: t('sign-in.recent.by'), cell: ({ lane }) => t(`sign-in.recent.${lane}`) },
    {
      heading: t('sign-in.recent.outcome'),
      cell: ({ isVerified }) => t(isVerified ? 'sign-in.recent.signedIn' : 'sign-in.recent.notUsed'),
    },
  ]
  return html`<h2>${t('sign-in.recent.title')}</h2>
<p>${t('sign-in.recent.lead')}</p>
${dataTable({ caption: t('sign-in.recent.title'), columns, rows: requests })}`
}
