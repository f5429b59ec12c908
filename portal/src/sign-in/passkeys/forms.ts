import { z } from 'zod'

/** A long RSA key with its attestation stays below half of this. */
const LONGEST = 16 * 1024
const bytes = z
  .string()
  .max(LONGEST)
  .regex(/^[A-Za-z0-9_-]+$/)

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue('invalid JSON')
    return z.NEVER
  }
})

/** What every answer of an authenticator has; extensions are neither asked for nor read. */
const answer = { id: bytes, rawId: bytes, type: z.literal('public-key') }

/** The answer to "make a passkey", as `toJSON()` of the browser writes it (WebAuthn §5.1.9). */
export const madeForm = z.object({
  credential: json.pipe(
    z.object({
      ...answer,
      response: z.object({
        clientDataJSON: bytes,
        attestationObject: bytes,
        transports: z
          .array(z.string().regex(/^[a-z-]{1,32}$/))
          .max(8)
          .default([]),
      }),
    }),
  ),
})

/** The answer to "show a passkey". */
export const shownForm = z.object({
  credential: json.pipe(
    z.object({
      ...answer,
      response: z.object({ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes }),
    }),
  ),
})

/** What a browser made. */
export type Made = z.infer<typeof madeForm>['credential']
/** What a browser showed. */
export type Shown = z.infer<typeof shownForm>['credential']

export const removeForm = z.object({ passkey: z.coerce.number().int().positive().safe() })

export const codesForm = z.object({ codes: z.enum(['on', 'off']) })
