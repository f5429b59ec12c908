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

/**
 * True when every text in a JSON value is sound, names of fields included. Values wait in a list of their own instead of
 * on the stack, which a body of brackets alone would use up.
 */
export function holdsSoundText(value: unknown): boolean {
  const waiting = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next === 'string' && !isSoundText(next)) return false
    if (typeof next !== 'object' || next === null) continue
    for (const [name, inner] of Object.entries(next)) {
      if (!isSoundText(name)) return false
      waiting.push(inner)
    }
  }
  return true
}

/** One line as people type and paste it: white space becomes single spaces, accents one form (NFC). */
export const oneLine = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()
