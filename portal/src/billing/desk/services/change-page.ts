import { paths } from '../../../paths.ts'
import type { FormState, Html, View } from '../../../ui/index.ts'
import {
  button,
  buttonRow,
  hiddenField,
  html,
  page as layPage,
  linkButton,
  notice,
  postForm,
} from '../../../ui/index.ts'
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

/** What a change does, and for which form that was found out. */
export interface Looked {
  readonly effect: Effect
  /** Names what was typed, so that nothing is saved that was changed after it was looked at. */
  readonly seen: string
}

/**
 * The form of a change of what a customer is served with. Once it was tried out the page says what it does to the next bill,
 * and offers to save it.
 */
export function changePage(view: View, page: ChangePage, looked?: Looked): Html {
  const { data, change, of, form } = page
  const check = button({ label: view.t('billing.services.check'), kind: looked ? 'secondary' : 'primary' })
  const save = button({ label: view.t('billing.services.save'), name: 'step', value: 'save' })
  const back = linkButton({
    href: paths.admin.services(data.customer.number),
    label: view.t('ui.confirm.cancel'),
    kind: 'quiet',
  })
  const buttons = looked ? [save, check, back] : [check, back]
  return layPage(
    view,
    { title: view.t(`billing.services.form.${change}`, { name: data.customer.name }), width: 'column', form },
    html`${looked ? effectNotice(view, looked.effect, data.currency) : ''}
${postForm(
  view,
  { action: actionOf(data, change, of) },
  html`${hiddenField('key', form.values['key'] ?? '')}${looked ? hiddenField('seen', looked.seen) : ''}
${changeFields[change](view, form, data)}
${buttonRow(...buttons)}`,
)}`,
  )
}

const effectNotice = (view: View, effect: Effect, currency: string): Html =>
  html`<div role="status">${notice(view, { tone: 'info', body: effectWords(view, effect, currency) })}</div>`

function actionOf({ customer }: CustomerServices, change: ServiceChangeName, of: string | undefined): string {
  const address = paths.admin.changeServices(customer.number, change)
  return of === undefined ? address : `${address}?${new URLSearchParams({ of })}`
}
