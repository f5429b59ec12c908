import type { Html, View } from '../ui/index.ts'
import { card, html, lines, verbatim } from '../ui/index.ts'

/** How the operator takes money, and what to write on it; nothing where the operator has not said. */
export function howToPay(view: View, instructions: readonly string[] | undefined, customerNumber: string): Html {
  if (instructions === undefined || instructions.length === 0) return html``
  const number = verbatim(customerNumber)
  return card({
    title: view.t('billing.pay.title'),
    body: html`<p>${lines(instructions.join('\n'))}</p><p>${view.rich('billing.pay.number', { number })}</p>`,
  })
}
