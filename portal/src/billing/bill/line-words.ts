import type { ShownLine } from '../queries/bill-lines.ts'
import type { Label } from '../rules/facts.ts'
import { WHOLE } from '../rules/facts.ts'
import type { Speech } from '../speech.ts'
import { dayWords } from '../speech.ts'

/** A line of a bill in words: what it is for, then a sentence for each thing that made its amount. */
export interface LineWords {
  readonly title: string
  readonly details: readonly string[]
  /** Empty where nothing is counted. */
  readonly quantity: string
  readonly price: string
  readonly amount: string
}

/**
 * Explains a line.
 * @param lines all lines of the bill, among which a discount finds the service that it is given on
 */
export function lineWords(speech: Speech, currency: string, line: ShownLine, lines: readonly ShownLine[]): LineWords {
  const { formats } = speech
  const money = (amountMinor: number) => formats.money({ amountMinor, currency })
  const isCounted = line.kind === 'service' || line.kind === 'extra'
  const say: Saying = { ...speech, money }
  return {
    title: labelWords(speech, line.label),
    details: [...explained[line.kind](say, line, lines), ...taxWords(say, line)],
    quantity: isCounted ? quantityWords(speech, line) : '',
    price: isCounted && line.unitPriceMinor !== null ? money(line.unitPriceMinor) : '',
    amount: money(line.amountMinor),
  }
}

/** A text of ours in the reader's language, or what somebody wrote. */
export const labelWords = ({ t }: Speech, label: Label): string => ('key' in label ? t(label.key) : label.text)

interface Saying extends Speech {
  readonly money: (amountMinor: number) => string
}

type Explain = (say: Saying, line: ShownLine, lines: readonly ShownLine[]) => readonly string[]

const explained: Readonly<Record<ShownLine['kind'], Explain>> = {
  service: (say, line) => [...daysWords(say, line), ...priceWords(say, line), ...pauseWords(say, line)],
  extra: ({ t, formats }, { from }) =>
    from === null ? [] : [t('billing.line.chargedOn', { day: dayWords(formats, from) })],
  discount: (say, line, lines) => [discountWords(say, line, lines)],
  opening: ({ t }) => [t('billing.line.openingWhy')],
}

function daysWords({ t, formats }: Saying, { from, until, days, daysOf }: ShownLine): readonly string[] {
  if (from === null || until === null || days === null || daysOf === null) return []
  const span = formats.days(from, until)
  return [days < daysOf ? t('billing.line.part', { span, days, daysOf }) : t('billing.line.whole', { span })]
}

function priceWords({ t, formats, money }: Saying, { unitPriceMinor, priceSince }: ShownLine): readonly string[] {
  if (unitPriceMinor === null) return []
  const price = money(unitPriceMinor)
  if (priceSince === null) return [t('billing.line.price', { price })]
  return [t('billing.line.priceSince', { price, day: dayWords(formats, priceSince) })]
}

function pauseWords({ t, formats }: Saying, { shareBp }: ShownLine): readonly string[] {
  if (shareBp === WHOLE) return []
  return [shareBp === 0 ? t('billing.line.pausedFree') : t('billing.line.paused', { share: formats.share(shareBp) })]
}

function discountWords(
  { t, formats, money }: Saying,
  { serviceId, unitPriceMinor, shareBp }: ShownLine,
  lines: readonly ShownLine[],
): string {
  const service = lines.find((line) => line.kind === 'service' && line.serviceId === serviceId)
  const on = service ? labelWords({ t, formats }, service.label) : ''
  const reach = serviceId === null ? 'all' : 'one'
  return unitPriceMinor === null
    ? t('billing.line.percentOff', { share: formats.share(shareBp), reach, on })
    : t('billing.line.amountOff', { amount: money(unitPriceMinor), reach, on })
}

function taxWords({ t, formats, money }: Saying, line: ShownLine): readonly string[] {
  const { taxBp, taxName, taxMinor, taxIncluded } = line
  if (taxMinor === 0 || taxName === null) return []
  const values = { tax: taxName, rate: formats.share(taxBp), amount: money(taxMinor) }
  if (taxIncluded) return [t('billing.line.taxIncluded', values)]
  return [t(taxMinor < 0 ? 'billing.line.taxLess' : 'billing.line.taxAdded', values)]
}

function quantityWords({ formats }: Speech, { quantityMilli, unit }: ShownLine): string {
  if (quantityMilli === null) return ''
  const number = formats.number(quantityMilli / 1000)
  return unit ? `${number} ${unit}` : number
}
