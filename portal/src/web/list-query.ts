import { z } from 'zod'
import { isDay } from '../values/day.ts'
import { isSoundText, oneLine } from './text-rules.ts'

// Nobody types more, and each word of it is a condition of a query.
const LONGEST_SEARCH = 100

/** What is searched for, in the address of a list; what makes no sense counts as left out. */
export const searchText = z
  .string()
  .refine(isSoundText)
  .transform(oneLine)
  .pipe(z.string().max(LONGEST_SEARCH))
  .catch('')

/** A day that a list is narrowed by. */
export const soughtDay = z.string().refine(isDay).optional().catch(undefined)
