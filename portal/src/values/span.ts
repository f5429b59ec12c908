/** Days from one until another, which no longer belongs to them. Without an end it goes on. */
export interface Span {
  readonly from: string
  readonly until: string | null
}

/** A span that ends. */
export interface Days extends Span {
  readonly until: string
}

/** The days that lie in both; undefined when there are none. */
export function overlap(days: Days, span: Span): Days | undefined {
  const [, from = days.from] = [days.from, span.from].toSorted()
  const until = span.until === null || days.until < span.until ? days.until : span.until
  return from < until ? { from, until } : undefined
}

/** The days that lie in none of the others, in order. */
export function without(days: Days, taken: readonly Span[]): readonly Days[] {
  let rest: readonly Days[] = [days]
  for (const span of taken) rest = rest.flatMap((piece) => withoutOne(piece, span))
  return rest
}

function withoutOne(piece: Days, span: Span): Days[] {
  const shared = overlap(piece, span)
  if (!shared) return [piece]
  const before = { from: piece.from, until: shared.from }
  const after = { from: shared.until, until: piece.until }
  return [before, after].filter(({ from, until }) => from < until)
}

/** The same days in pieces: each of `at` within them begins a piece. */
export function cut(days: Days, at: readonly string[]): readonly Days[] {
  const within = at.filter((day) => days.from < day && day < days.until)
  const starts = [...new Set([days.from, ...within])].toSorted()
  return starts.map((from, index) => ({ from, until: starts[index + 1] ?? days.until }))
}

/** True when the day lies in the span. */
export const holds = ({ from, until }: Span, day: string): boolean => from <= day && (until === null || day < until)
