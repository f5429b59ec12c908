import { z } from 'zod'

/** The id of a row, as forms and addresses carry it. Whether there is such a row, and whose, the query says. */
export const rowId = z.coerce.number().int().positive()
