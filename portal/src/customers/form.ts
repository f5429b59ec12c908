import { z } from 'zod'
import { ticked } from '../ui/index.ts'
import { rowId } from '../web/row-id.ts'
import { isSoundText, oneLine } from '../web/text-rules.ts'
import { contactField, contactsField } from './contacts.ts'
import { customerFields, customerTypes, givenNumber } from './fields.ts'

/** The form that adds a customer. */
export const newCustomerForm = (region: string) =>
  z.object({
    ...customerFields,
    number: givenNumber,
    email: contactsField('email', region),
    phone: contactsField('phone', region),
    /** Ticked when staff know that the name and address are there already. */
    again: z.literal(ticked).optional(),
  })

/** The form that changes a customer: `version` names the record that was on the screen. */
export const editCustomerForm = z.object({
  ...customerFields,
  version: z.coerce.number().int().positive(),
})

/** The form that adds a contact. */
export const newContactForm = (region: string) =>
  z.object({
    contact: contactField(region),
    sign_in: z.literal(ticked).optional(),
  })

/** The buttons beside a contact. */
export const contactChangeForm = z.object({ change: z.enum(['allow_sign_in', 'stop_sign_in', 'confirm', 'remove']) })

// Nobody types more, and each word of it is a condition of the query.
const LONGEST_SEARCH = 100

const edge = rowId.optional().catch(undefined)

/** What the address of the list says; a part that makes no sense counts as left out. */
export const listQuery = z.object({
  q: z.string().refine(isSoundText).transform(oneLine).pipe(z.string().max(LONGEST_SEARCH)).catch(''),
  type: z.enum(customerTypes).optional().catch(undefined),
  status: z.enum(['active', 'inactive']).optional().catch(undefined),
  sort: z.enum(['name', 'newest']).optional().catch(undefined),
  contacts: z.enum(['bouncing']).optional().catch(undefined),
  after: edge,
  before: edge,
})
