import { customerTabs } from '../../../customers/index.ts'
import { paths } from '../../../paths.ts'
import type { Content, Html, View } from '../../../ui/index.ts'
import { buttonRow, card, dataTable, html, linkButton, page, sums, tag } from '../../../ui/index.ts'
import type { Staff } from '../../../web/identity.ts'
import { may } from '../../../web/permissions.ts'
import { dayTime } from '../../bill/bill-words.ts'
import type { WaitingCharge } from '../../services/charges.ts'
import type { Discount } from '../../services/discounts.ts'
import type { CustomerService, ServicePause } from '../../services/services.ts'
import { serviceName } from '../plan-words.ts'
import type { CustomerServices } from './customer-services.ts'
import type { NextBill } from './effect.ts'
import type { ServiceChangeName } from './intents.ts'
import { lastDay, offWords, quantityWords } from './service-words.ts'

export interface ServicesPage {
  readonly data: CustomerServices
  readonly next: NextBill
  readonly staff: Staff
}

/** What a customer is served with and charged for, what the next bill will come to, and what can be changed. */
export function servicesPage(view: View, { data, next, staff }: ServicesPage): Html {
  const { number, name } = data.customer
  const show: Shown = { data, mayEdit: may(staff, 'services.edit') }
  return page(
    view,
    { title: name, heading: html`<bdi>${name}</bdi>` },
    html`${customerTabs(view, { number, current: 'services' })}
${card({ body: sums([nextBillSum(view, data, next)]) })}
${servicesPart(view, show)}
${chargesPart(view, show)}
${discountsPart(view, show)}`,
  )
}

interface Shown {
  readonly data: CustomerServices
  readonly mayEdit: boolean
}

function nextBillSum({ t, formats }: View, { currency }: CustomerServices, { period, totalMinor }: NextBill) {
  return {
    label: t('billing.services.nextBill', { month: formats.month(period.name) }),
    value: totalMinor === null ? t('billing.services.nothing') : formats.money({ amountMinor: totalMinor, currency }),
    emphasis: 'strong' as const,
  }
}

/** A button that leads to the form of a change. */
function way(view: View, { data, mayEdit }: Shown, change: ServiceChangeName, of?: number): Html {
  if (!mayEdit) return html``
  const query = of === undefined ? '' : `?${new URLSearchParams({ of: String(of) })}`
  const href = `${paths.admin.changeServices(data.customer.number, change)}${query}`
  return linkButton({
    href,
    label: view.t(`billing.services.way.${change}`),
    kind: of === undefined ? 'secondary' : 'quiet',
  })
}

function servicesPart(view: View, show: Shown): Html {
  const { t } = view
  const { services, today } = show.data
  const ways = {
    heading: t('billing.services.change'),
    cell: (service: CustomerService) => buttonRow(...serviceWays(view, show, service)),
  }
  return html`<h2>${t('billing.services.title')}</h2>
${services.length === 0 ? html`<p>${t('billing.services.none')}</p>` : ''}
${
  services.length === 0
    ? ''
    : dataTable<CustomerService>({
        caption: t('billing.services.title'),
        rows: services,
        columns: [
          {
            heading: t('billing.services.service'),
            kind: 'title',
            cell: (service) => html`<bdi>${serviceName(view, service)}</bdi> ${stateOf(view, service, today)}`,
          },
          {
            heading: t('billing.services.quantity'),
            kind: 'figure',
            cell: ({ quantity }) => view.formats.number(quantity),
          },
          { heading: t('billing.services.from'), cell: ({ starts_on }) => dayTime(view, starts_on) },
          { heading: t('billing.services.last'), cell: ({ ends_on }) => lastDay(view, ends_on) },
          {
            heading: t('billing.services.pauses'),
            cell: ({ pauses }) => pauses.map((pause) => pauseOf(view, show, pause)),
          },
          ...(show.mayEdit ? [ways] : []),
        ],
      })
}
${way(view, show, 'add')}`
}

function stateOf(view: View, { starts_on, ends_on, pauses }: CustomerService, today: string): Content {
  if (ends_on !== null && ends_on <= today) return tag('neutral', view.t('billing.services.ended'))
  if (starts_on > today) return tag('info', view.t('billing.services.future'))
  const rests = pauses.some(({ from_on, until_on }) => from_on <= today && (until_on === null || until_on > today))
  return rests ? tag('warning', view.t('billing.services.paused')) : ''
}

function serviceWays(view: View, show: Shown, { id, ends_on }: CustomerService): readonly Html[] {
  if (ends_on !== null && ends_on <= show.data.today) return []
  return [way(view, show, 'pause', id), way(view, show, 'end', id)]
}

function pauseOf(view: View, show: Shown, { id, from_on, until_on, billed_share_bp }: ServicePause): Html {
  const values = {
    from: dayTime(view, from_on),
    last: lastDay(view, until_on),
    share: view.formats.share(billed_share_bp),
  }
  const text = view.rich(until_on === null ? 'billing.services.pauseOpen' : 'billing.services.pauseOf', values)
  return html`<p>${text} ${until_on === null ? way(view, show, 'resume', id) : ''}</p>`
}

function chargesPart(view: View, show: Shown): Html {
  const { t, formats } = view
  const { charges, currency } = show.data
  const ways = {
    heading: t('billing.services.change'),
    cell: ({ id }: WaitingCharge) => way(view, show, 'withdraw', id),
  }
  return html`<h2>${t('billing.services.charges')}</h2>
${charges.length === 0 ? html`<p>${t('billing.services.noCharges')}</p>` : ''}
${
  charges.length === 0
    ? ''
    : dataTable<WaitingCharge>({
        caption: t('billing.services.charges'),
        rows: charges,
        columns: [
          {
            heading: t('billing.line.what'),
            kind: 'title',
            cell: ({ description }) => html`<bdi>${description}</bdi>`,
          },
          { heading: t('billing.services.chargedOn'), cell: ({ charged_on }) => dayTime(view, charged_on) },
          { heading: t('billing.services.quantity'), kind: 'figure', cell: (charge) => quantityWords(view, charge) },
          {
            heading: t('billing.services.price'),
            kind: 'figure',
            cell: ({ unit_price_minor: amountMinor }) => formats.money({ amountMinor, currency }),
          },
          ...(show.mayEdit ? [ways] : []),
        ],
      })
}
${way(view, show, 'charge')}`
}

function discountsPart(view: View, show: Shown): Html {
  const { t } = view
  const { discounts, currency, today } = show.data
  const ways = {
    heading: t('billing.services.change'),
    cell: ({ id, until_on }: Discount) =>
      until_on !== null && until_on <= today ? '' : way(view, show, 'end-discount', id),
  }
  return html`<h2>${t('billing.services.discounts')}</h2>
${discounts.length === 0 ? html`<p>${t('billing.services.noDiscounts')}</p>` : ''}
${
  discounts.length === 0
    ? ''
    : dataTable<Discount>({
        caption: t('billing.services.discounts'),
        rows: discounts,
        columns: [
          { heading: t('billing.services.discount'), kind: 'title', cell: ({ name }) => html`<bdi>${name}</bdi>` },
          { heading: t('billing.services.off'), cell: (discount) => offWords(view, discount, currency) },
          { heading: t('billing.services.from'), cell: ({ from_on }) => dayTime(view, from_on) },
          { heading: t('billing.services.last'), cell: ({ until_on }) => lastDay(view, until_on) },
          ...(show.mayEdit ? [ways] : []),
        ],
      })
}
${way(view, show, 'discount')}`
}
