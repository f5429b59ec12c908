/** A file that cannot be read as text, and why. */
export type LinesRead =
  | { readonly success: true; readonly lines: readonly string[] }
  | { readonly success: false; readonly reason: 'encoding' | 'empty' | 'too_large' }

// A hundred thousand customers take about 15 MB; the file is held in memory.
const MOST_BYTES = 100 * 1024 * 1024

/**
 * The lines of a text file, whatever made it: with or without a byte order mark, in UTF-8 or in the UTF-16 that Excel calls
 * "Unicode text", with line ends of any system. Text in an older encoding is refused, since names would come out wrong.
 */
export function readLines(bytes: Uint8Array): LinesRead {
  if (bytes.length > MOST_BYTES) return { success: false, reason: 'too_large' }
  const text = decode(bytes)
  if (text === undefined) return { success: false, reason: 'encoding' }
  const lines = text.split(/\r\n|\n|\r/)
  while (lines.at(-1)?.trim() === '') lines.pop()
  return lines.length === 0 ? { success: false, reason: 'empty' } : { success: true, lines }
}

/** TextDecoder takes the byte order mark away. */
function decode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    // UTF-16 without its mark is UTF-8 as well, of a letter and a NUL each. A NUL further on spoils its row alone.
    return text.slice(0, 2).includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}
