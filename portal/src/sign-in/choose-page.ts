import type { SignInCustomer } from '../customers/index.ts'
import { paths } from '../paths.ts'
import type { Html, View } from '../ui/index.ts'
import { button, card, html, page, postForm } from '../ui/index.ts'

/** One contact of several customers: whose account is it to be? */
export function choosePage(view: View, customers: readonly SignInCustomer[]): Html {
  const { t } = view
  const cards = customers.map(({ id, name, number }) =>
    card({
      title: html`<bdi>${name}</bdi>`,
      body: t('sign-in.choose.number', { number }),
      actions: postForm(
        view,
        { action: paths.otp.choose },
        button({ label: t('sign-in.choose.open'), kind: 'secondary', name: 'customer', value: String(id) }),
      ),
    }),
  )
  return page(view, { title: t('sign-in.choose.title'), lead: t('sign-in.choose.lead') }, cards)
}
