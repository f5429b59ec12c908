import type { CustomerGroup } from '../../../db/service-tables.ts'
import { paths } from '../../../paths.ts'
import type { FormState, Html, View } from '../../../ui/index.ts'
import { button, buttonRow, html, linkButton, moneyField, page, postForm } from '../../../ui/index.ts'
import { groupWords } from './run-words.ts'

export interface BandPage {
  readonly group: CustomerGroup
  readonly currency: string
  readonly form: FormState
}

/** Where the band of a group is set. */
export function bandPage(view: View, { group, currency, form }: BandPage): Html {
  const { t } = view
  const body = html`${moneyField(view, form, { name: 'low', label: t('billing.bands.low'), currency })}
${moneyField(view, form, { name: 'high', label: t('billing.bands.high'), currency, hint: t('billing.bands.hint') })}
${buttonRow(
  button({ label: t('billing.bands.save') }),
  linkButton({ href: paths.admin.billing, label: t('ui.confirm.cancel'), kind: 'secondary' }),
)}`
  return page(
    view,
    {
      title: t('billing.bands.of', { group: groupWords(view, group) }),
      lead: t('billing.bands.lead'),
      form,
      width: 'column',
    },
    postForm(view, { action: paths.admin.billingBand(group) }, body),
  )
}
