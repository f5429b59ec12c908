import { customerTypes } from '../../../customers/index.ts'
import { paths } from '../../../paths.ts'
import type { Content, FormState, Html, View } from '../../../ui/index.ts'
import {
  button,
  card,
  dataTable,
  dateField,
  hiddenField,
  html,
  moneyField,
  page,
  postForm,
  radios,
  tag,
  textField,
} from '../../../ui/index.ts'
import type { Staff } from '../../../web/identity.ts'
import { may } from '../../../web/permissions.ts'
import { dayTime } from '../../bill/bill-words.ts'
import { BEGINNING } from '../../books.ts'
import type { Plan, PlanPrice } from '../../services/plans.ts'
import type { TaxRate } from '../../services/taxes.ts'
import { planName, priceOn, pricesAfter, taxWords } from '../plan-words.ts'
import { taxPart } from '../tax-fields.ts'
import { pricesTabs } from './prices-tabs.ts'

export interface PlansPage {
  readonly plans: readonly Plan[]
  readonly taxes: readonly TaxRate[]
  readonly currency: string
  /** The operator's day. */
  readonly today: string
  readonly staff: Staff
  readonly form: FormState
}

/** All plans with the price of today and those to come, and the form that adds one. */
export function plansPage(view: View, data: PlansPage): Html {
  const { t, formats } = view
  const { plans, taxes, currency, today, staff, form } = data
  const money = (amountMinor: number) => formats.money({ amountMinor, currency })
  const table = dataTable<Plan>({
    caption: t('billing.prices.tab.plans'),
    rows: plans,
    columns: [
      {
        heading: t('billing.services.plan'),
        kind: 'title',
        cell: (plan) => html`<a href="${paths.admin.plan(String(plan.id))}"><bdi>${planName(view, plan)}</bdi></a>`,
      },
      { heading: t('billing.prices.for'), cell: ({ customer_type }) => t(`billing.prices.type.${customer_type}`) },
      {
        heading: t('billing.prices.now'),
        kind: 'figure',
        cell: (plan) => money(priceOn(plan, today)?.price_minor ?? 0),
      },
      { heading: t('billing.prices.next'), cell: (plan) => nextOf(view, plan, { currency, today }) },
      { heading: t('billing.prices.tax'), cell: (plan) => taxWords(view, taxes, { ...plan, day: today }) },
    ],
  })
  const add = card({ title: t('billing.prices.addPlan'), body: addForm(view, form, data) })
  return page(
    view,
    { title: t('ui.nav.plans'), lead: t('billing.prices.lead'), form },
    html`${pricesTabs(view, 'plans')}${table}${may(staff, 'plans.edit') ? add : ''}`,
  )
}

function nextOf(view: View, plan: Plan, { currency, today }: Pick<PlansPage, 'currency' | 'today'>): Content {
  const [next] = pricesAfter(plan, today)
  if (!next) return '–'
  return view.rich('billing.prices.from', {
    amount: view.formats.money({ amountMinor: next.price_minor, currency }),
    day: dayTime(view, next.from_on),
  })
}

const addForm = (view: View, form: FormState, { taxes, currency }: PlansPage): Html =>
  postForm(
    view,
    { action: paths.admin.plans },
    html`${hiddenField('key', form.values['key'] ?? '')}
${textField(view, form, { name: 'name', label: view.t('billing.prices.name'), hint: view.t('billing.prices.nameHint'), autocomplete: 'off' })}
${radios(view, form, {
  name: 'type',
  label: view.t('billing.prices.for'),
  options: customerTypes.map((value) => ({ value, label: view.t(`billing.prices.type.${value}`) })),
})}
${priceFields(view, form, currency)}
${taxPart(view, form, taxes)}
${button({ label: view.t('billing.prices.add') })}`,
  )

const priceFields = (view: View, form: FormState, currency: string): Html =>
  html`${moneyField(view, form, { name: 'price', label: view.t('billing.prices.aMonth'), currency })}
${dateField(view, form, { name: 'from_on', label: view.t('billing.prices.fromOn') })}`

export interface PlanPage extends Omit<PlansPage, 'plans'> {
  readonly plan: Plan
}

/** A plan with all its prices, which are never changed, and the form that sets the next one. */
export function planPage(view: View, { plan, taxes, currency, today, staff, form }: PlanPage): Html {
  const { t, formats } = view
  const current = priceOn(plan, today)
  const title = planName(view, plan)
  const history = dataTable<PlanPrice>({
    caption: t('billing.prices.history'),
    rows: plan.prices.toReversed(),
    columns: [
      {
        heading: t('billing.prices.fromOn'),
        kind: 'title',
        cell: (price) =>
          html`${price.from_on === BEGINNING ? t('billing.prices.always') : dayTime(view, price.from_on)}
${price === current ? tag('success', t('billing.prices.inForce')) : price.from_on > today ? tag('info', t('billing.prices.toCome')) : ''}`,
      },
      {
        heading: t('billing.prices.aMonth'),
        kind: 'figure',
        cell: ({ price_minor: amountMinor }) => formats.money({ amountMinor, currency }),
      },
    ],
  })
  const set = card({
    title: t('billing.prices.set'),
    body: postForm(
      view,
      { action: paths.admin.plan(String(plan.id)) },
      html`${hiddenField('key', form.values['key'] ?? '')}
<p>${t('billing.prices.setLead')}</p>
${priceFields(view, form, currency)}
${button({ label: t('billing.prices.setSubmit') })}`,
    ),
  })
  const taxed = html`<p>${taxWords(view, taxes, { ...plan, day: today })}
${may(staff, 'plans.edit') && taxes.length > 0 ? html`<a href="${paths.admin.planTax(String(plan.id))}">${t('billing.prices.changeTax')}</a>` : ''}</p>`
  return page(
    view,
    { title, form },
    html`${pricesTabs(view, 'plans')}${taxed}<h2>${t('billing.prices.history')}</h2>${history}${may(staff, 'plans.edit') ? set : ''}`,
  )
}

/** Asks how a plan is taxed. */
export const planTaxPage = (view: View, { plan, taxes, form }: Pick<PlanPage, 'plan' | 'taxes' | 'form'>): Html =>
  page(
    view,
    {
      title: view.t('billing.prices.taxTitle', { plan: planName(view, plan) }),
      lead: view.t('billing.prices.taxLead'),
      form,
      width: 'column',
    },
    postForm(
      view,
      { action: paths.admin.planTax(String(plan.id)) },
      html`${taxPart(view, form, taxes)}${button({ label: view.t('billing.services.save') })}`,
    ),
  )
