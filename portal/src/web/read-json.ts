import type { ZodType } from 'zod'
import type { Refusal } from './refuse.ts'

export type JsonReading<T> = { success: true; data: T } | { success: false; refusal: Refusal }

/** Reads the JSON body of this request; what does not fit is named, for `refuse(c, 'invalid_input', body.refusal)`. */
export function readJson<T>(c: { get(key: 'body'): unknown }, schema: ZodType<T>): JsonReading<T> {
  const read = schema.safeParse(c.get('body'))
  return read.success
    ? { success: true, data: read.data }
    : { success: false, refusal: invalidFields(read.error.issues) }
}

/** Which fields are wrong, as members of the problem document. The texts of zod stay inside. */
export const invalidFields = (issues: readonly { readonly path: readonly PropertyKey[] }[]): Refusal => ({
  members: { fields: [...new Set(issues.map(({ path }) => path.join('.')))] },
})
