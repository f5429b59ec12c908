import type { Kind } from '@kerbside/courier'
import type { Locale } from '../../locales/index.ts'
import { localeOf } from '../../locales/index.ts'
import { paths } from '../../paths.ts'
import type { Formats } from '../../ui/index.ts'
import { createFormats } from '../../ui/index.ts'
import { dayAt } from '../../values/day.ts'
import type { Parts } from '../../web/parts.ts'
import { billByNumber } from '../queries/bills.ts'
import { balanceOf } from '../queries/statement.ts'
import { dayWords } from '../speech.ts'
import type { BillValues } from './bill-wording.ts'
import { billWording } from './bill-wording.ts'

/**
 * The message that a bill was issued, with what is open and the balance at the moment of sending: somebody may have paid since.
 * A bill that is paid is told of as paid, since whoever pays ahead wants the bill, too. Nothing is sent of one that was taken back
 * as a whole.
 */
export function billMessages(parts: () => Parts): Kind {
  const formatsIn = new Map<Locale, Formats>()
  return {
    priority: 'bulk',
    async render({ reference, channel, locale: tag }) {
      const { templates, config } = parts()
      const locale = localeOf(tag)
      const formats = formatsIn.get(locale) ?? createFormats(locale, config.timeZone)
      formatsIn.set(locale, formats)
      const values = await billValues(parts(), reference, formats)
      return values && templates.render(billWording, { channel, locale }, values)
    },
  }
}

async function billValues(
  { db, clock, config, templates }: Parts,
  number: string,
  formats: Formats,
): Promise<BillValues | null> {
  const bill = await billByNumber(db, number, dayAt(clock.now(), config.timeZone))
  if (!bill || bill.status === 'credited') return null
  const balanceMinor = await balanceOf(db, bill.customerId)
  const money = (amountMinor: number) => formats.money({ amountMinor, currency: bill.currency })
  return {
    number,
    period: formats.month(bill.period),
    amount: money(bill.totalMinor),
    open: bill.openMinor > 0 ? money(bill.openMinor) : null,
    due: dayWords(formats, bill.dueOn),
    standing: balanceMinor > 0 ? 'owes' : balanceMinor < 0 ? 'credit' : 'even',
    balance: balanceMinor === 0 ? null : money(Math.abs(balanceMinor)),
    link: `${templates.letterhead.origin}${paths.bill(number)}`,
  }
}
