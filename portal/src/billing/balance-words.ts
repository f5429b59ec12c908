import type { Speech } from './speech.ts'

/** A balance as people say it: Rs 300.00 to pay, Rs 200.00 in credit, nothing to pay. */
export function balanceWords({ t, formats }: Speech, currency: string, balanceMinor: number): string {
  if (balanceMinor === 0) return t('billing.balance.none')
  const amount = formats.money({ amountMinor: Math.abs(balanceMinor), currency })
  return balanceMinor > 0 ? t('billing.balance.owed', { amount }) : t('billing.balance.credit', { amount })
}

/** The same where it is clear that a figure is owed, as in a column: Rs 300.00, or Rs 200.00 in credit. */
export function balanceFigure(speech: Speech, currency: string, balanceMinor: number): string {
  if (balanceMinor < 0) return balanceWords(speech, currency, balanceMinor)
  return speech.formats.money({ amountMinor: balanceMinor, currency })
}
