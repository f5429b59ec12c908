/**
 * Long digits in groups that the eye can hold: six stay together, nine go in threes, the rest in fours.
 */
export function inGroups(digits: string): string {
  if (digits.length <= 6) return digits
  const size = digits.length === 9 ? 3 : 4
  return digits.match(new RegExp(`.{1,${size}}`, 'g'))?.join(' ') ?? digits
}
