/** What the JSON API answers, in the words of `/api/openapi.json`. */
import { z } from '@hono/zod-openapi'

interface ProblemResponse {
  description: string
  // Any media type, as far as the compiler knows: so a handler may answer with what `refuse` made.
  content: Record<string, { schema: z.ZodType }>
}

const problemSchema = z.object({ title: z.string(), status: z.int(), reason: z.string() }).openapi('Problem')

/** A refusal (RFC 9457). */
export const problem = (description: string): ProblemResponse => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})

/** An answer of one shape. */
export const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
})

/** What a list answers: some of its items, and where the others are. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable().describe('A cursor; null on the last page') })

/** RFC 6750. */
export const bearerScheme = { type: 'http', scheme: 'bearer' } as const

/** For routes that want a Bearer token. */
export const security = [{ bearer: [] }]
