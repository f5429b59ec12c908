import type { ZodType } from 'zod'
import type { TextValues } from '../locales/index.ts'
import { isTextKey } from '../locales/index.ts'
import type { FormError, FormState } from '../ui/index.ts'
import type { FormFields } from './form-body.ts'

/** A form that was understood. `refuse` gives the form back when the change finds something wrong with it after all. */
export interface FormData<T> {
  readonly success: true
  readonly data: T
  /** @param field the field to blame; without one the form as a whole is refused */
  refuse(error: FormError, field?: string): FormState
}

export type FormReading<T> = FormData<T> | (FormState & { readonly success: false })

/** What reading a form needs of a context, which the form guard has filled. */
interface WithForm {
  get(key: 'form'): FormFields
}

/**
 * Reads the form of this request. A field that does not fit is told by the text whose key is the schema's message,
 * filled with the bound that was broken (`{minimum}`, `{maximum}`):
 *
 *     const form = z.object({ name: z.string().trim().min(1, 'customers.form.nameMissing') })
 */
export function readForm<T>(c: WithForm, schema: ZodType<T>): FormReading<T> {
  const fields = c.get('form')
  const values = typedValues(fields)
  const read = schema.safeParse(fields)
  if (!read.success) return { success: false, values, errors: errorsOf(read.error.issues, values) }
  return {
    success: true,
    data: read.data,
    refuse: (error, field) =>
      field === undefined ? { values, errors: {}, refusal: error } : { values, errors: { [field]: error } },
  }
}

const typedValues = (fields: FormFields): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly minimum?: number | bigint | undefined
  readonly maximum?: number | bigint | undefined
}

/** The first thing wrong with each field: one sentence is enough to mend it by. */
function errorsOf(issues: readonly Issue[], values: Readonly<Record<string, string>>): Record<string, FormError> {
  const errors: Record<string, FormError> = {}
  for (const issue of issues) {
    const field = String(issue.path[0] ?? '')
    errors[field] ??= { key: keyOf(issue, values[field]), values: boundsOf(issue) }
  }
  return errors
}

function keyOf({ message }: Issue, typed: string | undefined): FormError['key'] {
  if (isTextKey(message)) return message
  return typed?.trim() ? 'web.form.invalid' : 'web.form.missing'
}

function boundsOf({ minimum, maximum }: Issue): TextValues {
  return {
    ...(minimum === undefined ? {} : { minimum: Number(minimum) }),
    ...(maximum === undefined ? {} : { maximum: Number(maximum) }),
  }
}
