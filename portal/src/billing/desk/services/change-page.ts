import { paths } from '../../../paths.ts'
import type { FormState, Html, View } from '../../../ui/index.ts'
import { button, buttonRow, hiddenField, html, linkButton, notice, page, postForm } from '../../../ui/index.ts'
import { changeFields } from './change-fields.ts'
import type { CustomerServices } from './customer-services.ts'
import type { Effect } from './effect.ts'
import type { ServiceChangeName } from './intents.ts'
import { effectWords } from './service-words.ts'

export interface ChangePage {
  readonly data: CustomerServices
  readonly change: ServiceChangeName
  /** The id of the service, pause, discount or charge that it is about. */
  readonly of: string | undefined
  readonly form: FormState
}

/** The form of a change of what a customer is served with. */
export function changePage(view: View, { data, change, of, form }: ChangePage): Html {
  return page(
    view,
    { ...headOf(view, data, change), form },
    postForm(
      view,
      { action: actionOf(data, change, of) },
      html`${hiddenField('key', form.values['key'] ?? '')}
${changeFields[change](view, form, data)}
${buttonRow(button({ label: view.t('billing.services.check') }), back(view, data))}`,
    ),
  )
}

/** The same before it is saved: what it does to the next bill, with everything that was typed going along unseen. */
export function checkPage(
  view: View,
  { data, change, of, form, effect }: ChangePage & { readonly effect: Effect },
): Html {
  const typed = Object.entries(form.values).filter(([name]) => name !== 'step' && name !== 'csrf_token')
  return page(
    view,
    headOf(view, data, change),
    html`${notice(view, { tone: 'info', body: effectWords(view, effect, data.currency) })}
${postForm(
  view,
  { action: actionOf(data, change, of) },
  html`${typed.map(([name, value]) => hiddenField(name, value))}
${buttonRow(
  button({ label: view.t('billing.services.save'), name: 'step', value: 'save' }),
  button({ label: view.t('billing.services.edit'), name: 'step', value: 'edit', kind: 'secondary' }),
  back(view, data),
)}`,
)}`,
  )
}

const headOf = (view: View, { customer: { name } }: CustomerServices, change: ServiceChangeName) => ({
  title: view.t(`billing.services.form.${change}`, { name }),
  width: 'column' as const,
})

function actionOf({ customer }: CustomerServices, change: ServiceChangeName, of: string | undefined): string {
  const address = paths.admin.changeServices(customer.number, change)
  return of === undefined ? address : `${address}?${new URLSearchParams({ of })}`
}

const back = (view: View, { customer }: CustomerServices): Html =>
  linkButton({ href: paths.admin.services(customer.number), label: view.t('ui.confirm.cancel'), kind: 'quiet' })
