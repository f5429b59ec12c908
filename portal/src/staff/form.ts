import { readEmail } from '@kerbside/otp'
import { z } from 'zod'
import { contactFaultKey } from '../customers/index.ts'
import type { TextKey } from '../locales/index.ts'
import { locales } from '../locales/index.ts'
import { rowId } from '../web/row-id.ts'
import { oneLine } from '../web/text-rules.ts'
import { staffRoles } from './roles.ts'

const LONGEST_NAME = 120

/** The text of a field's fault; the compiler sees to it that it is one. */
const key = (name: TextKey): string => name

/** The form that changes somebody of the staff. */
export const staffForm = z.object({
  name: z
    .string()
    .transform(oneLine)
    .pipe(
      z
        .string()
        .min(1, key('staff.form.nameMissing'))
        .max(LONGEST_NAME, key('staff.form.nameWrong'))
        .regex(/^\P{Cc}*$/u, key('staff.form.nameWrong')),
    ),
  role: z.enum(staffRoles, key('staff.form.roleMissing')),
  language: z.enum(locales, key('staff.form.languageMissing')),
})

/** The form, and the command, that adds somebody. */
export const newStaffForm = staffForm.extend({
  email: z.string().transform((typed, context) => {
    const read = readEmail(typed)
    if (read.success) return read.contact
    context.addIssue({ code: 'custom', message: contactFaultKey(read.reason), input: typed })
    return z.NEVER
  }),
})

/** Which passkey is to be taken from somebody. */
export const passkeyForm = z.object({ passkey: rowId })
