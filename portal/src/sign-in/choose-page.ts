import type { SignInCustomer } from '../customers/index.ts'
import { paths } from '../paths.ts'
import type { Html, View } from '../ui/index.ts'
import { buttonCard, cardGrid, html, page, postForm, verbatim } from '../ui/index.ts'

/** One contact of several customers: whose account is it to be? */
export function choosePage(view: View, customers: readonly SignInCustomer[]): Html {
  const { t } = view
  const choices = customers.map(({ id, name, number }) =>
    buttonCard({
      title: html`<bdi>${name}</bdi>`,
      body: view.rich('sign-in.choose.number', { number: verbatim(number) }),
      name: 'customer',
      value: String(id),
    }),
  )
  const form = postForm(view, { action: paths.otp.choose }, cardGrid(...choices))
  return page(view, { title: t('sign-in.choose.title'), lead: t('sign-in.choose.lead') }, form)
}
