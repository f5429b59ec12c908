const decoder = new TextDecoder('utf-8', { fatal: true })

/** @returns undefined when the bytes are not UTF-8 */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * What a text from outside must not hold: NUL, which PostgreSQL refuses; U+FFFD, the trace of a broken encoding; half a
 * surrogate pair, which is no character.
 */
export const isSoundText = (text: string): boolean => text.isWellFormed() && !/[\0\ufffd]/.test(text)

/** True when every text in a JSON value is sound, names of fields included. */
export function holdsSoundText(value: unknown): boolean {
  if (typeof value === 'string') return isSoundText(value)
  if (Array.isArray(value)) return value.every(holdsSoundText)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, inner]) => isSoundText(name) && holdsSoundText(inner))
}
