import type { Refusal } from './refuse.ts'

/** Which fields of a JSON body are wrong, as members of the problem document. The texts of zod stay inside. */
export const invalidFields = (issues: readonly { readonly path: readonly PropertyKey[] }[]): Refusal => ({
  members: { fields: [...new Set(issues.map(({ path }) => path.join('.')))] },
})
