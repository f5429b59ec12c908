import { DAY } from './time.ts'

/**
 * The most messages in a day, by the instants at which they went, in order: in a day that began with a rested lane, both of
 * its ends included, and in one that followed on such a day or on another busy one.
 */
export function mostMessages(instants: readonly number[]): { readonly dayOne: number; readonly later: number } {
  let dayOne = 0
  let later = 0
  let first = 0
  for (const [index, at] of instants.entries()) {
    while ((instants[first] ?? at) < at - DAY) first += 1
    dayOne = Math.max(dayOne, index - first + 1)
  }
  for (let from = 0; from < instants.length; from = nextDay(instants, from)) {
    const to = nextDay(instants, from)
    const isSecond = (instants[to] ?? Number.POSITIVE_INFINITY) - (instants[from] ?? 0) < 2 * DAY
    if (isSecond) later = Math.max(later, nextDay(instants, to) - to)
  }
  return { dayOne, later }
}

/** Where the day that begins with this message is over. */
function nextDay(instants: readonly number[], from: number): number {
  const end = (instants[from] ?? 0) + DAY
  let to = from
  while ((instants[to] ?? Number.POSITIVE_INFINITY) < end) to += 1
  return to
}
