import { paths } from '../paths.ts'
import type { Html, View } from '../ui/index.ts'
import { confirmation, page } from '../ui/index.ts'
import type { CustomerRecord } from './queries.ts'

/** Asks before a customer is deactivated. */
export const deactivatePage = (view: View, { number, name }: CustomerRecord): Html =>
  page(
    view,
    { title: view.t('customers.deactivate.title', { name }), width: 'column' },
    confirmation(view, {
      body: view.t('customers.deactivate.body', { number }),
      action: paths.admin.deactivateCustomer(number),
      confirm: view.t('customers.deactivate.submit'),
      cancel: paths.admin.customer(number),
      kind: 'danger',
    }),
  )
