import type { ContactFault } from '@kerbside/otp'
import { readEmail, readPhone } from '@kerbside/otp'
import { z } from 'zod'
import type { TextKey } from '../locales/index.ts'

/** A way to reach a customer. */
export interface Contact {
  readonly kind: 'email' | 'phone'
  /** As it was written: messages go there. */
  readonly address: string
  /** Its canonical form, by which people sign in. */
  readonly contact: string
}

/** What a contact may be used for, apart from receiving messages. */
export type ContactUse = 'sign_in' | 'messages_only'

/** Contacts of one customer that may sign in; any number more may receive messages. */
export const MOST_SIGN_IN_CONTACTS = 5

/** The sentence that says what is wrong with something typed as a contact. */
export const contactFaultKey = (fault: ContactFault) => `customers.contact.${fault}` as const satisfies TextKey

type ReadContact = { success: true; contact: Contact } | { success: false; reason: ContactFault }

/** @param region the country of phone numbers without a country code */
export function readContactAs(kind: Contact['kind'], typed: string, region: string): ReadContact {
  const read = kind === 'email' ? readEmail(typed) : readPhone(typed, region)
  if (!read.success) return read
  return { success: true, contact: { kind, address: read.contact.typed, contact: read.contact.canonical } }
}

/** Reads either kind from one field: what has an @ is an e-mail address. */
export const contactField = (region: string) =>
  z.string().transform((typed, context) => {
    const read = readContactAs(/[@＠]/.test(typed) ? 'email' : 'phone', typed, region)
    if (read.success) return read.contact
    const isEmpty = read.reason === 'phone_missing'
    context.addIssue({ code: 'custom', message: isEmpty ? NEITHER : contactFaultKey(read.reason), input: typed })
    return z.NEVER
  })

/** Reads several contacts of one kind from one field or cell, `;` between them; none when it is empty. */
export const contactsField = (kind: Contact['kind'], region: string) =>
  z.string().transform((typed, context): Contact[] => {
    const found = new Map<string, Contact>()
    for (const part of typed.split(/[;；\n]/).filter((text) => text.trim() !== '')) {
      const read = readContactAs(kind, part, region)
      if (read.success) found.set(read.contact.contact, read.contact)
      else context.addIssue({ code: 'custom', message: contactFaultKey(read.reason), input: part.trim() })
    }
    return [...found.values()]
  })

const NEITHER: TextKey = 'customers.contact.missing'
