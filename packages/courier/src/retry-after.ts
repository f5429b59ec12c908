const DELAY = /^\d{1,9}$/

/**
 * How long a server asks to be left alone, from its `Retry-After`: seconds, or a date (RFC 9110 §10.2.3).
 * @param now epoch milliseconds
 * @returns milliseconds, or undefined when the header is missing or makes no sense
 */
export function retryAfterMs(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim() ?? ''
  if (DELAY.test(text)) return Number(text) * 1000
  const date = /^[A-Z][a-z]{2},? /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
