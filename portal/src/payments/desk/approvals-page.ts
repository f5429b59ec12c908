import { paths } from '../../paths.ts'
import type { FormState, Html, View } from '../../ui/index.ts'
import { attributes, csrfField, dataTable, emptyState, html, instant, page } from '../../ui/index.ts'
import type { Staff } from '../../web/identity.ts'
import { may } from '../../web/permissions.ts'
import type { OpenRequest } from './open-requests.ts'

export interface ApprovalsPage {
  readonly requests: readonly OpenRequest[]
  readonly staff: Staff
  readonly currency: string
  /** Why a decision could not be carried out. */
  readonly form: FormState
}

/** What waits for a second person, and the two buttons for whoever may be that person. */
export function approvalsPage(view: View, data: ApprovalsPage): Html {
  const { t } = view
  const body =
    data.requests.length > 0
      ? table(view, data)
      : emptyState({ icon: 'check', title: t('payments.approvals.empty'), body: t('payments.approvals.emptyBody') })
  return page(view, { title: t('payments.approvals.title'), lead: t('payments.approvals.lead'), form: data.form }, body)
}

function table(view: View, { requests, staff, currency }: ApprovalsPage): Html {
  const decision = {
    heading: view.t('payments.approvals.decision'),
    cell: (request: OpenRequest) => decisionFor(view, staff, request),
  }
  return dataTable<OpenRequest>({
    caption: view.t('payments.approvals.title'),
    rows: requests,
    columns: [
      { heading: view.t('payments.approvals.what'), kind: 'title', cell: (request) => whatOf(view, request) },
      {
        heading: view.t('payments.desk.customer'),
        cell: ({ customerNumber, customerName }) =>
          html`<a href="${paths.admin.customerAccount(customerNumber)}"><bdi>${customerName}</bdi></a>`,
      },
      { heading: view.t('payments.desk.reason'), cell: ({ reason }) => html`<bdi>${reason}</bdi>` },
      {
        heading: view.t('payments.approvals.askedBy'),
        cell: ({ askedBy, askedAt }) =>
          html`<span><bdi>${askedBy}</bdi><br><small>${instant(view, askedAt)}</small></span>`,
      },
      {
        heading: view.t('payments.form.amount'),
        kind: 'figure',
        cell: ({ amountMinor }) => view.formats.money({ amountMinor, currency }),
      },
      ...(may(staff, 'approvals.decide') ? [decision] : []),
    ],
  })
}

function whatOf(view: View, { kind, about }: OpenRequest): Html {
  const href = kind === 'refund' ? paths.admin.payment(about) : paths.admin.bill(about)
  return html`${view.rich(`payments.approvals.kind.${kind}`, { about: html`<a href="${href}"><bdi>${about}</bdi></a>` })}`
}

/** The labels name what is decided about for whoever hears the page instead of seeing the row. */
function decisionFor(view: View, staff: Staff, { id, askedById, about }: OpenRequest): Html {
  if (askedById === staff.id) return html`<small>${view.t('payments.approvals.own')}</small>`
  const press = (value: 'approve' | 'decline', look: string) => {
    const spoken = view.t(`payments.approvals.${value}Of`, { about })
    const sent = { type: 'submit', class: `button ${look}`, name: 'decision', value, 'aria-label': spoken }
    return html`<button${attributes(sent)}>${view.t(`payments.approvals.${value}`)}</button>`
  }
  const action = paths.admin.approval(String(id))
  return html`<form${attributes({ class: 'button-row', method: 'post', action })}>${csrfField(view)}
${press('approve', 'button-secondary')}${press('decline', 'button-quiet')}
</form>`
}
