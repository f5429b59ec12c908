import { randomBytes } from '@kerbside/otp'
import { z } from 'zod'

const BYTES = 16

/** Names one showing of a form: whoever presses its button twice sends the same key, and the change is made once. */
export const newFormKey = (): string => Buffer.from(randomBytes(BYTES)).toString('base64url')

/** The key as the form brings it back. */
export const formKey = z.string().regex(/^[\w-]{22}$/)
