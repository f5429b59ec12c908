import { paths } from '../../../paths.ts'
import type { Content, Html, View } from '../../../ui/index.ts'
import { dataTable, emptyState, html, pagination, tabs, verbatim } from '../../../ui/index.ts'
import type { ListedPreview, PreviewList, PreviewPlace } from '../preview-list.ts'
import { previewLists } from '../preview-list.ts'

export interface PreviewPart {
  readonly runId: number
  readonly which: PreviewList
  readonly rows: readonly ListedPreview[]
  readonly next: PreviewPlace | undefined
  readonly currency: string
}

/** What a plan would issue to whom, beside last month's bill, the largest change first. */
export function previewPart(view: View, { runId, which, rows, next, currency }: PreviewPart): Html {
  const { t } = view
  const address = (list: PreviewList, behind?: PreviewPlace) => {
    const place = behind ? { behind: `${behind.changeMinor}-${behind.customerId}` } : {}
    return `${paths.admin.billingRun(String(runId))}?${new URLSearchParams({ which: list, ...place })}`
  }
  const items = previewLists.map((list) => ({
    href: address(list),
    label: t(`billing.runs.list.${list}`),
    current: list === which,
  }))
  const list =
    rows.length > 0
      ? table(view, rows, currency)
      : emptyState({ icon: 'check', title: t('billing.runs.nobody'), body: t(`billing.runs.nobodyOf.${which}`) })
  return html`<h2>${t('billing.runs.customers')}</h2>
${tabs(t('billing.runs.customers'), items)}
<p>${t(`billing.runs.about.${which}`)}</p>
${list}
${pagination(view, { next: next && address(which, next) })}`
}

function table(view: View, rows: readonly ListedPreview[], currency: string): Html {
  const { t, formats } = view
  const money = (amountMinor: number) => formats.money({ amountMinor, currency })
  return dataTable<ListedPreview>({
    caption: t('billing.runs.customers'),
    rows,
    columns: [
      {
        heading: t('billing.runs.customer'),
        kind: 'title',
        cell: ({ number, name }) =>
          html`<a href="${paths.admin.customerAccount(number)}"><bdi>${name}</bdi></a> <small>${verbatim(number)}</small>`,
      },
      {
        heading: t('billing.runs.before'),
        kind: 'figure',
        cell: ({ beforeMinor }) => (beforeMinor === null ? t('billing.runs.noBill') : money(beforeMinor)),
      },
      {
        heading: t('billing.runs.now'),
        kind: 'figure',
        cell: ({ totalMinor }) => (totalMinor === null ? t('billing.runs.noBill') : money(totalMinor)),
      },
      { heading: t('billing.runs.change'), kind: 'figure', cell: (row) => change(view, row, money) },
    ],
  })
}

function change(
  { t }: View,
  { totalMinor, beforeMinor }: ListedPreview,
  money: (amountMinor: number) => string,
): Content {
  if (beforeMinor === null) return t('billing.runs.new')
  const difference = (totalMinor ?? 0) - beforeMinor
  if (difference === 0) return t('billing.runs.same')
  const amount = money(Math.abs(difference))
  return difference > 0 ? t('billing.runs.more', { amount }) : t('billing.runs.less', { amount })
}
