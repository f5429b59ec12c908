import { z } from 'zod'
import type { CustomerType } from '../db/tables.ts'
import type { TextKey } from '../locales/index.ts'
import { locales } from '../locales/index.ts'
import { oneLine } from '../web/text-rules.ts'

/** The kinds of customers, in the order in which they are offered. */
export const customerTypes = ['household', 'shop', 'hotel', 'institution'] as const satisfies readonly CustomerType[]

// Longer than any real one, and short enough for a bill's address window.
const LONGEST_NAME = 120
const LONGEST_ADDRESS = 300
const LONGEST_NUMBER = 32

/** The text of a field's fault; the compiler sees to it that it is one. */
const key = (name: TextKey): string => name

/** Several lines, each as {@link oneLine} has it, without empty ones. */
const someLines = (text: string): string =>
  text
    .split(/[\r\n]+/)
    .map(oneLine)
    .filter((line) => line !== '')
    .join('\n')

const name = z
  .string()
  .transform(oneLine)
  .pipe(
    z
      .string()
      .min(1, key('customers.form.nameMissing'))
      .max(LONGEST_NAME, key('customers.form.tooLong'))
      .regex(/^\P{Cc}*$/u, key('customers.form.unprintable')),
  )

const address = z
  .string()
  .transform(someLines)
  .pipe(
    z
      .string()
      .min(1, key('customers.form.addressMissing'))
      .max(LONGEST_ADDRESS, key('customers.form.tooLong'))
      .regex(/^(?:\P{Cc}|\n)*$/u, key('customers.form.unprintable')),
  )

/** A day from which a customer is served; the years bound a slip of the finger, not history. */
const since = z
  .string()
  .trim()
  .refine((text) => /^(19[5-9]|20\d)\d-\d\d-\d\d$/.test(text) && isDay(text), key('customers.form.sinceWrong'))

/** Begins with a letter or digit and holds a digit: so it is neither `..`, `new` nor a formula in a spreadsheet. */
const number = z
  .string()
  .transform(oneLine)
  .pipe(
    z
      .string()
      .max(LONGEST_NUMBER, key('customers.form.tooLong'))
      .regex(/^(?=.*\p{Nd})[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd} ._/-]*$/u, key('customers.form.numberWrong')),
  )

/** What a customer's record holds, each field with its rule: for the forms of staff and for imports alike. */
export const customerFields = {
  name,
  type: z.enum(customerTypes, key('customers.form.typeMissing')),
  address,
  language: z.enum(locales, key('customers.form.languageMissing')),
  since,
}

/** A number that somebody gives; empty where we are to give one. */
export const givenNumber = z.preprocess((typed) => (typed === '' ? undefined : typed), number.optional())

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}
