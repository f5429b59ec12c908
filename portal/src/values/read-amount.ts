import { foldDigits } from '@kerbside/otp'
import type { Money } from './money.ts'
import { exponentOf } from './money.ts'

/**
 * Reads an amount as people and other programs write it: `120`, `120.5`, `-120,50`. The point may be a comma, and there is
 * nothing between thousands: `1,234` is refused where the currency has two decimals, since it would mean two things.
 * @returns undefined for what is no amount, or finer than the currency's minor unit
 */
export function readAmount(typed: string, currency: string): Money | undefined {
  const [, sign, whole, fraction = ''] = AMOUNT.exec(foldDigits(typed).trim()) ?? []
  const exponent = exponentOf(currency)
  if (whole === undefined || fraction.length > exponent) return undefined
  const amountMinor = Number(`${whole}${fraction.padEnd(exponent, '0')}`)
  if (!Number.isSafeInteger(amountMinor)) return undefined
  return { amountMinor: sign && amountMinor !== 0 ? -amountMinor : amountMinor, currency }
}

// The second sign is the minus that typesetters use (U+2212).
const AMOUNT = /^([-−])?(\d{1,12})(?:[.,](\d{1,4}))?$/
