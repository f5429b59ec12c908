import type { Formats, View } from '../ui/index.ts'

/** What says texts and figures in a language: the view of a page, or whatever prints. */
export type Speech = Pick<View, 't' | 'formats'>

/** A day of a table, `YYYY-MM-DD`, as people write it. */
export const dayWords = (formats: Formats, day: string): string => formats.day(Temporal.PlainDate.from(day))
