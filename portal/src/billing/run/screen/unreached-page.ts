import { paths } from '../../../paths.ts'
import type { Html, View } from '../../../ui/index.ts'
import { dataTable, emptyState, html, page, pagination, tabs, verbatim } from '../../../ui/index.ts'
import type { Told } from '../../news/told.ts'
import { toldState } from '../../news/told-part.ts'
import type { BillingRun } from '../runs.ts'
import type { UnreachedBill, UnreachedPage } from '../unreached.ts'
import { unreachedLists } from './run-forms.ts'
import { runTitle } from './run-words.ts'

export interface UnreachedScreen extends UnreachedPage {
  readonly run: BillingRun
  readonly which: (typeof unreachedLists)[number]
  readonly toldOf: (number: string) => readonly Told[]
}

/** Customers who have not heard of the bill that a run made for them. */
export function unreachedPage(view: View, { run, which, bills, next, toldOf }: UnreachedScreen): Html {
  const { t } = view
  const address = (list: string, after?: number) => {
    const place = after === undefined ? {} : { after: String(after) }
    return `${paths.admin.runUnreached(String(run.id))}?${new URLSearchParams({ which: list, ...place })}`
  }
  const items = unreachedLists.map((list) => ({
    href: address(list),
    label: t(`billing.unreached.${list}`),
    current: list === which,
  }))
  const list =
    bills.length > 0
      ? table(view, bills, toldOf)
      : emptyState({ icon: 'success', title: t('billing.unreached.none'), body: t(`billing.unreached.none.${which}`) })
  const title = t('billing.unreached.title')
  return page(
    view,
    {
      title,
      lead: html`<a href="${paths.admin.billingRun(String(run.id))}">${runTitle(view, run)}</a>`,
    },
    html`${tabs(title, items)}
<p>${t(`billing.unreached.about.${which}`)}</p>
${list}
${pagination(view, { next: next === undefined ? undefined : address(which, next) })}`,
  )
}

const table = (view: View, bills: readonly UnreachedBill[], toldOf: UnreachedScreen['toldOf']): Html =>
  dataTable<UnreachedBill>({
    caption: view.t('billing.unreached.title'),
    rows: bills,
    columns: [
      {
        heading: view.t('billing.runs.customer'),
        kind: 'title',
        cell: ({ customerNumber, customerName }) =>
          html`<a href="${paths.admin.customer(customerNumber)}"><bdi>${customerName}</bdi></a> <small>${verbatim(customerNumber)}</small>`,
      },
      {
        heading: view.t('billing.bill.number'),
        cell: ({ number }) => html`<a href="${paths.admin.bill(number)}">${verbatim(number)}</a>`,
      },
      {
        heading: view.t('messages.log.state'),
        cell({ number }) {
          const [newest] = toldOf(number)
          return newest ? toldState(view, newest) : view.t('billing.told.none')
        },
      },
    ],
  })
