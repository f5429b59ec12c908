import type { FormState, Html, View } from '../../../ui/index.ts'
import { dateField, html, moneyField, radios, select, textField } from '../../../ui/index.ts'
import { planName, priceOn, serviceName } from '../plan-words.ts'
import { taxPart } from '../tax-fields.ts'
import type { CustomerServices } from './customer-services.ts'
import type { ServiceChangeName } from './intents.ts'

/** What a charge chooses from. */
export type Choice = Pick<CustomerServices, 'items' | 'taxes' | 'currency'>

type Fields = (view: View, form: FormState, data: CustomerServices) => Html

const lastOn = (view: View, form: FormState, label: string): Html => dateField(view, form, { name: 'last_on', label })

const lastOnOrNone = (view: View, form: FormState): Html =>
  dateField(view, form, {
    name: 'last_on',
    label: view.t('billing.services.lastOn'),
    hint: view.t('billing.services.lastOnHint'),
    optional: true,
  })

const fromOn = (view: View, form: FormState): Html =>
  dateField(view, form, { name: 'from_on', label: view.t('billing.services.fromOn') })

const percent = (view: View, form: FormState, name: string, label: string, hint?: string): Html =>
  textField(view, form, { name, label, hint, autocomplete: 'off', width: 'short' })

/** What each form asks for. */
export const changeFields: Readonly<Record<Exclude<ServiceChangeName, 'charge'>, Fields>> & {
  readonly charge: (view: View, form: FormState, choice: Choice) => Html
} = {
  add: (view, form, data) => html`${planField(view, form, data)}
${textField(view, form, { name: 'quantity', label: view.t('billing.services.quantity'), autocomplete: 'off', width: 'short' })}
${dateField(view, form, { name: 'starts_on', label: view.t('billing.services.startsOn') })}`,
  end: (view, form) => lastOn(view, form, view.t('billing.services.lastServed')),
  pause: (view, form) => html`${fromOn(view, form)}
${lastOnOrNone(view, form)}
${percent(view, form, 'share', view.t('billing.services.share'), view.t('billing.services.shareHint'))}`,
  resume: (view, form) => dateField(view, form, { name: 'from_on', label: view.t('billing.services.servedAgain') }),
  charge: chargeFields,
  withdraw: (view) => html`<p>${view.t('billing.services.withdrawBody')}</p>`,
  discount: discountFields,
  'end-discount': (view, form) => lastOn(view, form, view.t('billing.services.lastDiscounted')),
}

function planField(view: View, form: FormState, { plans, customer, today, currency }: CustomerServices): Html {
  const own = plans.filter(({ customer_type }) => customer_type === customer.type)
  return select(view, form, {
    name: 'plan',
    label: view.t('billing.services.plan'),
    options: own.map((plan) => {
      const price = priceOn(plan, today)?.price_minor
      const name = planName(view, plan)
      const amount = price === undefined ? '' : ` · ${view.formats.money({ amountMinor: price, currency })}`
      return { value: String(plan.id), label: `${name}${amount}` }
    }),
  })
}

function chargeFields(view: View, form: FormState, { items, taxes, currency }: Choice): Html {
  const { t, formats } = view
  const own = html`${textField(view, form, { name: 'description', label: t('billing.services.description'), autocomplete: 'off' })}
${textField(view, form, { name: 'unit', label: t('billing.prices.unit'), optional: true, autocomplete: 'off', width: 'short' })}
${moneyField(view, form, { name: 'price', label: t('billing.prices.pricePerUnit'), currency })}
${taxPart(view, form, taxes)}`
  return html`${radios(view, form, {
    name: 'item',
    label: t('billing.services.item'),
    options: [
      ...items.map(({ id, name, unit, price_minor: amountMinor }) => ({
        value: String(id),
        label: html`<bdi>${name}</bdi>`,
        hint: t('billing.services.itemPrice', { amount: formats.money({ amountMinor, currency }), unit }),
      })),
      { value: 'own', label: t('billing.services.ownItem'), reveals: own },
    ],
  })}
${textField(view, form, { name: 'quantity', label: t('billing.services.quantity'), autocomplete: 'off', width: 'short' })}
${dateField(view, form, { name: 'charged_on', label: t('billing.services.chargedOn') })}`
}

function discountFields(view: View, form: FormState, { services, currency }: CustomerServices): Html {
  const { t } = view
  return html`${textField(view, form, {
    name: 'name',
    label: t('billing.services.discountName'),
    hint: t('billing.services.discountNameHint'),
    autocomplete: 'off',
  })}
${select(view, form, {
  name: 'service',
  label: t('billing.services.discountOn'),
  options: [
    { value: '', label: t('billing.services.allServices') },
    ...services.map((service) => ({ value: String(service.id), label: serviceName(view, service) })),
  ],
})}
${radios(view, form, {
  name: 'off',
  label: t('billing.services.off'),
  options: [
    {
      value: 'percent',
      label: t('billing.services.byPercent'),
      reveals: percent(view, form, 'percent', t('billing.services.percent')),
    },
    {
      value: 'amount',
      label: t('billing.services.byAmount'),
      reveals: moneyField(view, form, { name: 'amount', label: t('billing.services.amountAMonth'), currency }),
    },
  ],
})}
${fromOn(view, form)}
${lastOnOrNone(view, form)}`
}
