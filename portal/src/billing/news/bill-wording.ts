import { paths } from '../../paths.ts'
import type { Speech, Wording } from '../../templates/index.ts'
import { createFormats } from '../../ui/index.ts'

/** What the message of a bill can say. All of it is as it stands when the message is sent. */
export type BillValues = {
  readonly number: string
  /** The month that is billed: March 2026. */
  readonly period: string
  /** What the bill comes to. */
  readonly amount: string
  /** What of it is still to pay; null when nothing is. */
  readonly open: string | null
  /** The day by which it is due. */
  readonly due: string
  /** `owes` and `credit` say what `balance` is; `even`: neither. */
  readonly standing: 'owes' | 'credit' | 'even'
  /** What the customer owes in all, or has in credit; null when neither. */
  readonly balance: string | null
  /** The page of the bill. */
  readonly link: string
}

export const BILL_KIND = 'bill'

/** The message of a new bill, in words. */
export const billWording: Wording<BillValues> = {
  name: BILL_KIND,
  carries: 'news',
  mail: ({ letterhead: { operator, host }, t }, { number, period, amount, open, due, link, ...rest }) => ({
    subject: t('billing.news.subject', { number, amount }),
    body: [
      t('billing.news.lead', { number, period, amount }),
      open === null ? t('billing.news.paid') : t('billing.news.due', { open, due }),
      standingWords(t, rest),
      t('billing.news.link', { link }),
    ],
    foot: t('sign-in.mail.automatic', { operator, host }),
  }),
  /** There is room for one sum: all that the customer owes, which is the bill's or more. */
  text({ letterhead: { operator }, t }, { number, amount, open, due, standing, balance, link }) {
    if (open === null) return t('billing.news.smsPaid', { operator, number, amount, link })
    const all = standing === 'owes' && balance !== null ? balance : open
    return t('billing.news.smsDue', { operator, number, open: all, due, link })
  },
  samples({ locale, letterhead: { origin } }) {
    const formats = createFormats(locale, 'UTC')
    const money = (amountMinor: number) => formats.money({ amountMinor, currency: 'USD' })
    const number = 'B-2026-000042'
    const usual: BillValues = {
      ...{ number, period: formats.month('2026-03'), due: formats.day(Temporal.PlainDate.from('2026-04-15')) },
      ...{ amount: money(300_00), open: money(300_00), standing: 'owes', balance: money(300_00) },
      link: `${origin}${paths.bill(number)}`,
    }
    return [
      { name: 'usual', segments: 2, values: usual },
      { name: 'more-owed', segments: 2, values: { ...usual, balance: money(450_00) } },
      { name: 'paid', segments: 2, values: { ...usual, open: null, standing: 'even', balance: null } },
      { name: 'credit', segments: 2, values: { ...usual, open: null, standing: 'credit', balance: money(150_00) } },
    ]
  },
}

function standingWords(t: Speech['t'], { standing, balance }: Pick<BillValues, 'standing' | 'balance'>): string {
  if (balance === null || standing === 'even') return t('billing.news.even')
  return t(`billing.news.${standing}`, { balance })
}
