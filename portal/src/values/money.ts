/** An amount in whole minor units (cents, paise) beside its currency: never a fraction, never a float. */
export type Money = {
  readonly amountMinor: number
  /** ISO 4217 code in capitals, such as `NPR`. */
  readonly currency: string
}

/**
 * Currencies whose minor unit is not a hundredth, from ISO 4217 list one. `Intl` is not asked: it counts the digits
 * that are customary in shops (none for the Iraqi dinar, which has three), and the books must not follow fashion.
 */
const unusualExponents: Readonly<Record<string, number>> = {
  ...exponents(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...exponents(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...exponents(4, 'CLF UYW'),
}

/** How many decimal digits the minor unit of a currency takes: 2 for most, 0 for yen, 3 for dinars. */
export function exponentOf(currency: string): number {
  return unusualExponents[currency] ?? 2
}

/**
 * The amount as an exact decimal in the form that `Intl.NumberFormat` and CSV files take, such as `-1234.50`.
 * It is made from digits, not by division, so that no amount is off by a rounding of floats.
 * @throws RangeError when the minor units are not a safe whole number: that is a bug, not an amount
 */
export function decimalText({ amountMinor, currency }: Money): `${number}` {
  const exponent = exponentOf(currency)
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0')
  const point = digits.length - exponent
  const text = `${amountMinor < 0 ? '-' : ''}${digits.slice(0, point)}${exponent > 0 ? '.' : ''}${digits.slice(point)}`
  if (!Number.isSafeInteger(amountMinor) || !isNumeric(text)) {
    throw new RangeError(`Minor units are whole numbers; got ${amountMinor}.`)
  }
  return text
}

function isNumeric(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text)
}

function exponents(exponent: number, currencies: string): Record<string, number> {
  return Object.fromEntries(currencies.split(' ').map((currency) => [currency, exponent]))
}
