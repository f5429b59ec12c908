import { randomBelow } from './random.ts'

// No letter or digit that is taken for another when read aloud or off a small screen (B8, D0, G6, I1, L1, O0, Q0, S5, Z2), and a
// letter before a digit never spells a word.
const LETTERS = 'ACEFHJKMNPRTUVWXY'
const DIGITS = '3479'

/**
 * The two-character match mark (K7) that a message and its code page share, so that a person with three messages knows
 * which one counts. It is no secret.
 * @param before the mark that it must differ from
 */
export function drawMark(before?: string | null): string {
  for (;;) {
    const mark = `${LETTERS[randomBelow(LETTERS.length)]}${DIGITS[randomBelow(DIGITS.length)]}`
    if (mark !== before) return mark
  }
}
