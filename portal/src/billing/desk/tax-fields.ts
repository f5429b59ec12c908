import { z } from 'zod'
import type { FormState, Html, View } from '../../ui/index.ts'
import { html, radios, select } from '../../ui/index.ts'
import { rowId } from '../../web/row-id.ts'
import type { TaxChoice } from '../services/plans.ts'
import type { TaxRate } from '../services/taxes.ts'

/** Which tax a price bears, and whether it is in it. */
export const taxFields = {
  tax: z.union([z.literal('').transform(() => null), rowId]).catch(null),
  prices: z.enum(['with_tax', 'without_tax']).catch('without_tax'),
}

/** The two as changes take them. */
export const taxChoice = ({ tax, prices }: { tax: number | null; prices: TaxChoice['prices'] }): TaxChoice => ({
  taxRateId: tax,
  prices,
})

/** The two fields; nothing to choose while the operator has no taxes. */
export function taxPart(view: View, form: FormState, taxes: readonly TaxRate[]): Html {
  if (taxes.length === 0) return html``
  return html`${select(view, form, {
    name: 'tax',
    label: view.t('billing.prices.tax'),
    options: [
      { value: '', label: view.t('billing.prices.noTax') },
      ...taxes.map(({ id, name }) => ({ value: String(id), label: name })),
    ],
  })}
${radios(view, form, {
  name: 'prices',
  label: view.t('billing.prices.inOrOn'),
  options: (['with_tax', 'without_tax'] as const).map((value) => ({ value, label: view.t(`billing.prices.${value}`) })),
})}`
}
